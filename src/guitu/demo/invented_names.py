"""Names of people who do not exist, in a fixed order."""

from collections.abc import Iterator

SURNAMES = (
    "陈李张黄吴梁冯郑何林周谢岑曾叶罗邓潘苏刘莫蔡卢唐关余钟温赖彭"
    "吕丁郭萧杜范方石廖邹熊金陆孔白崔康毛邱秦江史顾侯邵孟龙万段雷"
)
# Chosen so that the combinations are ordinary and none is a well-known person.
FIRST = "沛思景婉启仲润卓淑廷惠颂素远秀蕴菁彦初玉文若春怀雪明佩德晓念"
SECOND = "宁和安芳禾川兰朗岚诚茵松琴柏珍昌宜辉萍泉梅彬欣锋玲坚敏荣娟良"
WELL_KNOWN = frozenset({"潘玉良"})
# Shares no factor with the number of combinations, so every name comes once before any comes again.
STEP = 33_373


def invented_names(start: int = 0) -> Iterator[str]:
    """No name comes twice (53,999 of them); another start, far enough away, gives other people."""
    surnames, first, second = len(SURNAMES), len(FIRST), len(SECOND)
    combinations = surnames * first * second
    for turn in range(combinations):
        rest, family = divmod((start + turn) * STEP % combinations, surnames)
        name = SURNAMES[family] + FIRST[rest % first] + SECOND[rest // first]
        if name not in WELL_KNOWN:
            yield name
