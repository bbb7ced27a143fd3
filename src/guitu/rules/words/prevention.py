"""Of teaching places, activities, units, surveys, quizzes, works and honours."""

from __future__ import annotations

from collections.abc import Mapping

PREVENTION: Mapping[str, Mapping[str, str]] = {
    "place_kind": {
        "base": "教育基地", "garden": "教育园地", "park": "主题公园", "square": "文化广场", "culture_corridor": "文化长廊",
        "corridor": "宣传长廊", "classroom": "宣教室", "reading_room": "童心书屋", "campus_corner": "校园角",
    },
    "place": {"sound": "开放", "faulty": "开放，待修", "closed": "停用"},  # the state of one
    "condition": {"sound": "完好", "faulty": "有损坏"},
    "visitors": {"pupils": "学生", "residents": "市民群众", "families": "亲子家庭", "staff": "干部职工", "migrants": "务工人员"},
    "booking": {"confirmed": "已确认", "waiting": "候补", "cancelled": "已取消", "came": "已参观"},
    "basis": {"counted": "清点", "signed": "签到", "estimated": "估计"},
    "activity_kind": {
        "lecture": "讲座、课堂", "exhibition": "展览", "fair": "集市、游园", "contest": "竞赛", "show": "文艺演出", "sport": "体育活动",
        "visit": "组织参观", "distribution": "街头宣传、发资料", "class_meeting": "主题班会", "online": "线上活动",
    },
    "activity": {"planned": "计划中", "published": "已发布", "held": "已开展", "called_off": "已取消"},  # the state of one
    "signup": {"confirmed": "报上了", "waiting": "候补", "cancelled": "已取消", "came": "已签到"},  # the state of one
    "remark": {"waiting": "待看", "shown": "已显示", "declined": "没有显示"},  # the state of one
    "programme_kind": {"campaign": "集中宣传", "series": "系列活动"},
    "programme": {"ahead": "还没开始", "running": "正在开展", "over": "已结束"},  # the state of one
    "node": {
        "school_spring": "春季开学", "children_day": "六一国际儿童节", "opium_day": "六三虎门销烟纪念日", "drug_day": "六二六国际禁毒日",
        "school_autumn": "秋季开学", "aids_day": "十二一世界艾滋病日", "constitution_day": "十二四国家宪法日",
    },
    "airing_channel": {"sms": "短信", "tv": "电视", "radio": "广播", "newspaper": "报纸", "screen": "电子屏", "account": "公众号、短视频"},
    "airing_audience": {"public": "社会公众", "staff": "工作人员", "in_recovery": "戒毒康复人员"},
    "entry": {
        "school": "进学校", "unit": "进单位", "family": "进家庭", "community": "进社区", "venue": "进场所", "village": "进农村",
    },
    "form": {
        "sport": "禁毒+运动", "arts": "禁毒+文艺", "law_salon": "法律沙龙", "reading": "阅读", "game": "游戏", "vr": "VR 体验",
        "pledge": "宣誓",
    },
    "topic": {
        "drugs": "毒品预防", "substances": "药物滥用", "minors": "未成年人保护", "law": "法治", "moral": "德育", "mind": "心理健康",
        "stigma": "消除偏见",
    },
    "group": {
        "pupils": "中小学生", "vocational": "职校生", "left_behind": "留守儿童", "migrants": "务工人员", "residents": "居民",
        "staff": "干部职工", "families": "家庭", "in_recovery": "戒毒康复人员",
    },
    "organiser": {
        "narcotics_office": "禁毒办", "party_branch": "党支部", "women": "妇联", "youth_league": "团组织", "union": "工会",
        "education": "教育部门、学校", "civil_affairs": "民政部门", "police": "公安机关", "volunteers": "志愿者队伍、社会组织",
    },
    "leader": {"village": "村级", "town": "镇（街）级", "county": "县（市、区）级", "city": "地市级以上"},
    "loudspeaker": {"running": "在排期里", "stopped": "停用"},  # the state of one
    "language": {"mandarin": "普通话", "dialect": "乡音", "both": "普通话和乡音"},
    "week": {"played": "已播", "silent": "没有播", "open": "待播"},
    "small_unit": {  # the state of one
        "declared": "已申报，待审核", "returned": "退回补正", "confirmed": "创建中", "accepted": "考评通过", "published": "公示中", "named": "有效",
        "suspended": "暂停", "expired": "已到期", "revoked": "已撤销",
    },
    "office_level": {"group": "小组级", "village": "村级", "town": "镇（街）级", "county": "县（市、区）"},
    "tier": {"met": "达标", "model": "示范"},
    "assessment": {"passed": "通过", "failed": "没有通过"},
    "recheck": {"kept": "合格", "mend": "整改", "lost": "撤销"},
    "named_by": {"county": "县（市、区）命名", "city": "地级市命名", "province": "省命名"},
    "veto_decision": {"lifted": "恢复称号", "revoked": "撤销称号"},
    "criterion": {"data": "系统核对", "seen": "现场查看", "stated": "自己说明"},
    "household_reason": {"away": "长期外出，联系不上", "unwilling": "本户不愿意", "not_yet": "条件还不够", "other": "别的原因"},
    "household": {"declared": "已申报", "excepted": "没有申报", "out": "走访后去掉"},  # the state of one
    "sample_result": {"sound": "属实", "faulty": "不实"},
    "survey_outcome": {
        "completed": "完成", "partial": "中断", "refused": "拒访", "ineligible": "不符合条件", "no_answer": "联系不上",
    },
    "survey_way": {"phone": "电话", "paper": "纸质", "face": "当面", "link": "网上链接"},
    "survey_sex": {"female": "女", "male": "男"},
    "survey_age": {"under_35": "35 岁以下", "35_to_59": "35 到 59 岁", "60_up": "60 岁以上"},
    "media_level": {"national": "央级", "province": "省级", "city": "市级", "county": "县级"},
    "quiz_level": {"primary": "小学", "secondary": "中学", "public": "社会"},
    "quiz_topic": {
        "law": "法律", "detox": "戒毒", "substances": "识毒", "refusing": "拒毒", "minors": "未成年", "venues": "娱乐场所", "goods": "管制品",
    },
    "cover_size": {"small": "小", "middle": "中", "large": "大"},
    "game_team": {"kapok": "木棉队", "lotus": "荷花队", "bamboo": "翠竹队", "osmanthus": "桂花队"},
    "audience": {"anybody": "谁都可以", "classes": "按班"},
    "quiz_result": {"excellent": "优秀", "passed": "及格", "again": "再学一学"},
    "school_level": {"primary": "小学", "secondary": "初中", "high": "高中", "vocational": "中职", "nine_year": "九年一贯制"},
    "school_item": {
        "exhibition": "一次展览", "film": "一部影片", "lesson": "一堂课", "essay": "一篇作文", "class_meeting": "一次班会",
        "leading_group": "领导小组", "plan": "学期计划", "teacher": "老师培训", "materials": "教学资料", "parents_letter": "致家长的信",
        "surroundings": "校园周边", "records": "学校档案", "lesson_hours": "课时不够",
    },
    "contest_share": {
        "schools": "学校参与率（%）", "pupils": "学生参与率（%）", "mean": "平均分", "passed": "及格率（%）", "perfect": "满分率（%）",
        "excellent": "优秀率（%）",
    },
    "work_category": {
        "painting": "绘画", "newspaper": "手抄报", "calligraphy": "书法", "poem": "诗文", "photo": "摄影", "video": "短视频",
    },
    "mark": {"theme": "主题", "idea": "创意", "expression": "表达"},
    "prize": {"first": "一等奖", "second": "二等奖", "third": "三等奖"},
    "honour_kind": {
        "person": "最美禁毒人", "unit": "优秀单位", "team": "优秀志愿队伍", "plaque": "牌匾", "council": "禁毒协会理事",
    },
    "honour": {  # the state of one
        "nominated": "已推荐", "public": "公示中", "granted": "已授予", "refused": "不授予", "revoked": "已撤销", "ended": "任期已满",
    },
}
