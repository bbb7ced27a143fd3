"""Words as rosters spell them, and the codes that they mean."""

from __future__ import annotations

# GB/T 2261.2, 2261.4, 4658, 4761, GA/T 517; ethnic groups GB/T 3304
MARITAL = {
    "10": "未婚",
    "20": "已婚 结婚 有配偶",
    "21": "初婚",
    "22": "再婚",
    "23": "复婚",
    "30": "丧偶",
    "40": "离婚 离异",
    "90": "未说明 未说明的婚姻状况",
}
EMPLOYMENT = {
    "11": "国家公务员 公务员",
    "13": "专业技术人员 专业技术",
    "17": "职员",
    "21": "企业管理人员 企业管理",
    "24": "工人 务工 打工 在职 已就业 就业 外出务工 临工 散工 打零工",
    "27": "农民 务农 种植 养殖",
    "31": "学生 在校 在校学生",
    "37": "现役军人 军人",
    "51": "自由职业者 自由职业 灵活就业",
    "54": "个体经营者 个体经营 个体 个体户 经商",
    "70": "无业人员 无业 失业 待业 未就业 无固定职业 下岗",
    "80": "退(离)休人员 退休 离休 退离休 离退休",
    "90": "其他 其它",
}
EDUCATION = {
    "10": "研究生 硕士 博士",
    "20": "大学本科 本科 大学",
    "30": "大学专科 大专 专科 大学专科和专科学校",
    "40": "中等职业 中专 技校 职高 中技 中等专业 中等专业学校",
    "60": "普通高中 高中",
    "70": "初中 初级中学",
    "80": "小学",
    "90": "其他 其它 文盲 半文盲 不识字",
}
RELATION = {
    "01": "本人 户主",
    "10": "配偶 夫妻",
    "11": "丈夫 夫 老公",
    "12": "妻子 妻 老婆",
    "20": "儿子 子",
    "30": "女儿 女",
    "40": "孙子女 孙子 孙女 外孙 外孙女",
    "50": "父母",
    "51": "父亲 父 爸爸",
    "52": "母亲 母 妈妈",
    "60": "祖父母 祖父 祖母 爷爷 奶奶 外公 外婆 外祖父 外祖母",
    "70": "兄弟姐妹 兄弟 姐妹 哥哥 弟弟 姐姐 妹妹 兄 弟 姐 妹 胞兄 胞弟",
    "99": "其他 其它 亲戚 朋友 监护人",
}
ID_KIND = {
    "111": "身份证 居民身份证 二代身份证 第二代身份证",
    "113": "户口簿 户口本",
    "residence_permit": "港澳台居民居住证 港澳居民居住证 台湾居民居住证 居住证",
    "414": "普通护照 护照 外国护照 外国人护照",
    "511": "台湾居民来往大陆通行证 台胞证",
    "516": "港澳居民来往内地通行证 回乡证 港澳通行证 港澳居民通行证",
    "553": "外国人永久居留身份证 外国人永久居留证 外国人居留证",
    "990": "其他 其它",
}
ETHNIC_GROUPS = (
    "汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 "
    "拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 "
    "乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺"
)
SEX = {"male": "男 男性 m male 1", "female": "女 女性 f female 2", "": "未知 未说明 0 9"}
YES_NO = {
    "yes": "是 有 对 √ ✓ ✔ v y yes 1 true 已 享受 已参加 已参保 参加 已纳入 低保 参保 在治",
    "no": "否 无 不是 没有 × ✗ ✘ x n no 0 false 未 不享受 未参加 未参保 未纳入 非 不参加",
}
RISK = {
    "extreme": "极端 极高 极端风险 极高风险 特高",
    "high": "高 高风险 高危 一级 a a级 a类 红 红色 3 高风险人员",
    "medium": "中 中风险 中危 二级 b b级 b类 黄 黄色 2 中风险人员 一般",
    "low": "低 低风险 低危 三级 c c级 c类 c1 c2 绿 绿色 蓝 蓝色 1 低风险人员 四级",
}
# our own list of drug kinds, with the spellings met
DRUGS = {
    "heroin": "海洛因 白粉 四号 四仔 二乙酰吗啡",
    "methamphetamine": "冰毒 甲基苯丙胺 冰 甲基安非他明 苯丙胺 苯丙胺类 安非他明",
    "magu": "麻古 麻果 麻谷",
    "mdma": "摇头丸 mdma",
    "ketamine": "氯胺酮 k粉 k仔",
    "cannabis": "大麻",
    "opium": "鸦片 大烟",
    "morphine": "吗啡",
    "cocaine": "可卡因 古柯碱",
    "pethidine": "杜冷丁 哌替啶",
    "methadone_illicit": "美沙酮 美沙酮(非法)",
    "buprenorphine": "丁丙诺啡",
    "tramadol": "曲马多",
    "codeine": "可待因 止咳水 可待因(止咳水) 联邦止咳露",
    "benzodiazepines": "三唑仑 安定 安定类 三唑仑·安定类 三唑仑安定类 地西泮 苯二氮卓类",
    "ghb": "γ-羟丁酸 γ羟丁酸 ghb g水 羟丁酸",
    "lsd": "lsd 麦角酸二乙胺 邮票",
    "synthetic_cannabinoids": "合成大麻素 合成大麻素类 娜塔莎 小树枝 k2 上头电子烟",
    "etomidate": "依托咪酯 烟粉 烟弹",
    "dextromethorphan": "右美沙芬",
    "cathinones": "卡西酮类 卡西酮 甲卡西酮 浴盐 筋儿",
    "nitrous_oxide": "笑气 一氧化二氮 笑气(非列管)",
    "other": "其他 其它 其他毒品",
}
MEASURE = {
    "community_detox": "社区戒毒 社戒 责令社区戒毒 213 社区戒毒人员 社区戒毒中",
    "community_rehabilitation": "社区康复 社康 责令社区康复 218 社区康复人员 社区康复中",
    "compulsory_isolation": "强制隔离戒毒 强戒 强制戒毒 212 强隔戒毒 隔离戒毒 强制隔离戒毒人员",
    "voluntary": "自愿戒毒 自愿 自愿戒毒中",
    "maintenance": "药物维持治疗 戒毒药物维持治疗 美沙酮维持治疗 维持治疗 维持 美沙酮",
}
NO_MEASURE = "无 无措施 未采取措施 社会面 未纳入 未列入 暂无"

# Words that say no more than that what stands in the measure column goes on: 执行中（在管）, 已报到/帮教中.
GOING_ON = (
    "(?:正在|正常|仍在|尚在|继续|在|已)?"
    "(?:执行|履行|管控|管理|帮教|服务|监管|列管|在管|在控|在册|报到|签订?协议|签署协议|见面管控|进行|有效|未解除|未到期|未期满|正常)中?"
)
# ... and without a measure beside it, that somebody is on the book
ON_THE_BOOK = "(?:正常)?在册(?:正常)?|正常"
# Words of several meanings, and how each meaning is written without doubt; the first match wins.
SEVERAL: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("(?:现|已|正)?(?:外出|在外|出外|外地)(?:务工|打工|人员|经商|就业|工作|地)?中?", ("请假", "已迁出", "已出国", "失联", "执行中")),
    ("(?:已|刚)?(?:出所|出所人员|出来)", ("强戒出所", "看守所释放", "刑满释放")),
    ("(?:现|已|被|正|在)?(?:关押|羁押|在押|收押|拘押|关起来)中?(?:人员)?", ("拘留中", "逮捕", "服刑中", "强制隔离戒毒")),
)
# states by the words in them; the first match wins, so that 强戒出所 is not 强戒
STATE_PATTERNS: tuple[tuple[str, str], ...] = (
    ("dead", "死亡|病故|亡故|已故|去世"),
    ("struck_off", "注销|销册|销户|除名|误录|撤销登记"),
    ("in_society", "强戒出所|强戒所?期满|刑满|刑释|释放|出监|解除强"),
    ("moved_out", "迁出|转出|迁往|户口迁移"),
    ("abroad", "出国|出境|国外|境外|离境"),
    ("abstinent", "戒断三年|戒断3年|三年未复吸|3年未复吸|三年未发现复吸|戒断满三|戒断满3|三年以上|戒断巩固"),
    ("compulsory_isolation", "强制隔离|强制戒毒|强隔|强戒"),
    ("imprisoned", "服刑|监狱|判刑|收监|在监|坐牢|在押"),
    ("detained", "拘留|羁押|逮捕|看守所|刑拘|行拘|拘押"),
    ("community_rehabilitation", "社区康复|社康"),
    ("community_detox", "社区戒毒|社戒"),
    ("voluntary", "自愿"),
    ("maintenance", "美沙酮|维持治疗|药物治疗"),
    ("in_society", "社会面|在社会|^在册$|^正常|在控|未采取"),
)
ASIDE_PATTERNS: tuple[tuple[str, str], ...] = (
    ("not_reported_handed_over", "未报到已移交"),
    ("agreement_broken_handed_over", "违反协议已移交"),
    ("not_reported", "未报到"),
    ("agreement_broken", "违反协议"),
    ("lost_contact", "脱失|失联|失控|脱管|下落不明|去向不明|状况不明|情况不明|查找不到"),
    ("on_leave", "请假"),
    ("two_way_control", "双向管控"),
    ("suspended", "中止"),
    ("terminated", "终止"),
    ("released", "已解除|期满解除|^解除|解除社"),
    ("expired", "^(?:已|执行|措施|社戒|社康|社区戒毒|社区康复)*(?:期满|到期|届满)(?:未解除|待解除|未办解除)?$"),
)
NOTHING = frozenset(
    "/ // \\ - -- — —— . 、 无 不详 不明 未知 待定 待查 待补 未填 空 暂无 null none n/a na nan".split()  # noqa: SIM905
)
# what Excel and its kin show where a formula failed
CELL_ERRORS = frozenset(
    ("#n/a", "#n/a!", "#ref!", "#value!", "#div/0!", "#name?", "#num!", "#null!", "#spill!", "#calc!", "#field!", "#blocked!",
     "#connect!", "#unknown!", "#busy!", "#getting_data", "#python!", "#data!", "#error!", "#timeout!", "#external!")
)  # fmt: skip
