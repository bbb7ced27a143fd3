// A sealed box: whoever has its lock (a public key) puts something in; only the key that the server gives at a login
// takes it out again. So a page can keep what was typed without a line, without a key, and without reading it back.
const CURVE = { name: "ECDH", namedCurve: "P-256" };
const AES = { name: "AES-GCM", length: 256 };

export const bytesOf = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
export const textBytes = (text) => new TextEncoder().encode(text);

// What the bytes belong to is mixed into the key: moved to another row or person, they do not open.
async function sealing(own, other, once, bound, use) {
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: other }, own, 256);
  const drawn = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  return crypto.subtle.deriveKey({ name: "HKDF", hash: "SHA-256", salt: once, info: textBytes(bound) }, drawn, AES, false, [use]);
}

const readable = (raw) => crypto.subtle.importKey("raw", raw, CURVE, false, []);

// `lock`: the public half as text. Answers {once, iv, sealed}: nothing in it opens it.
export async function seal(lock, bound, plain) {
  const pair = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const once = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const key = await sealing(pair.privateKey, await readable(bytesOf(lock)), once, bound, "encrypt");
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { once, iv, sealed: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain) };
}

export const keyOf = (text) => crypto.subtle.importKey("pkcs8", bytesOf(text), CURVE, false, ["deriveBits"]);

export async function open(key, bound, { once, iv, sealed }) {
  const drawn = await sealing(key, await readable(once), once, bound, "decrypt");
  return crypto.subtle.decrypt({ name: "AES-GCM", iv }, drawn, sealed);
}
