"""Tables of houses (newspapers, agencies, broadcasters), roles and works, in folded spelling.

A newspaper with another house, role or word for a credit adds it here, and a row to
``tests/ingest/forms``. The spelling is that of :mod:`generator.ingest.read.forms.folding`.
"""

from __future__ import annotations

HAN = "㐀-䶿一-鿿〇豈-﫿\U00020000-\U0003ffff"
"""Han characters, for use inside a character class."""

OWN_HOUSES = "本报|本刊|本台|本社|本网|本版|本市"
_AGENCIES = (
    "新华社|中新社|中国新闻社|中央社|中通社|香港中通社|中评社|路透社|法新社|美联社|共同社|时事社|塔斯社"
    "|俄新社|合众社|彭博社|德新社|埃菲社|安莎社|国际文传电讯社|韩联社|朝中社"
)
_PAPERS = (
    "人民日报|光明日报|经济日报|解放军报|科技日报|工人日报|农民日报|法制日报|法治日报|中国青年报|经济参考报"
    "|参考消息|环球时报|新华每日电讯|新京报|北京青年报|北京日报|解放日报|文汇报|新民晚报|南方日报|羊城晚报"
    "|山西日报|大公报|明报|星岛日报|东方日报|信报|成报|联合报|中国时报|自由时报|旺报"
)
_SCREENS = (
    "新华网|中新网|中国新闻网|人民网|光明网|央视网|央广网|中国网|国际在线|观察者网|海外网|中央人民广播电台"
    "|中央广播电视总台|中央电视台|央视新闻|央视|央广|总台|澎湃新闻|界面新闻|封面新闻|红星新闻|上游新闻"
    "|极目新闻|每日经济新闻|点新闻|有线新闻|无线新闻|第一财经"
)
HOUSES = "|".join(
    sorted("|".join((OWN_HOUSES, _AGENCIES, _PAPERS, _SCREENS)).split("|"), key=len, reverse=True)
)
"""Houses recognised by name; others are recognised by their last word where nothing stands before
them."""
SURE_ENDS = (
    "通讯社|日报|晚报|早报|时报|商报|晨报|午报|快报|都市报|电视台|广播电台|新闻台|电台|卫视|新闻网"
)
"""Last words of houses and of nothing else."""
HOUSE_ENDS = f"{SURE_ENDS}|经济报道|报|社|网|台|周刊|周报|新闻|客户端|在线|频道|杂志"

_STANDING = "特约|特派|实习|见习|首席|高级|资深|专职|驻站|校园|学生|小"
_DESKS = "全媒体|融媒体|全媒|融媒|本地|体育|财经|文字"
RANKS = f"{_STANDING}|{_DESKS}"
"""Words between a house and a role, any number of them."""
ROLES = (
    "摄影记者|图片记者|视频记者|记者|通讯员|报道员|信息员|评论员|实习生|撰稿人|观察员|特派员"
    "|编辑部|编辑|作者|主笔|主播|摄影师|译者"
)
"""The roles of people, a longer one before one that it begins with."""
OUTSIDERS = frozenset(("通讯员", "报道员", "信息员", "作者", "撰稿人", "译者"))
"""Roles of people who do not work for the house of the dispatch."""
ALONE = "评论员|评论部|编辑部|记者|社论|短评|专栏作家"
"""Roles that need no name."""

WORKS = {
    "文": "作者",
    "文字": "作者",
    "撰文": "作者",
    "著": "作者",
    "撰": "作者",
    "写": "作者",
    "诗": "作者",
    "图": "摄影",
    "图片": "摄影",
    "照片": "摄影",
    "摄": "摄影",
    "影": "摄影",
    "摄影": "摄影",
    "拍摄": "摄影",
    "供图": "摄影",
    "绘": "绘图",
    "画": "绘图",
    "绘图": "绘图",
    "制图": "制图",
    "插图": "插图",
    "插画": "插画",
    "题图": "题图",
    "漫画": "漫画",
    "题字": "题字",
    "篆刻": "篆刻",
    "译": "译者",
    "翻译": "译者",
    "编译": "编译",
    "编": "编辑",
    "校": "校对",
    "采写": "采写",
    "采访": "采访",
    "撰稿": "撰稿",
    "供稿": "供稿",
    "执笔": "执笔",
    "口述": "口述",
    "述": "口述",
    "讲述": "讲述",
    "采编": "采编",
    "整理": "整理",
    "记录": "记录",
    "朗诵": "朗诵",
    "策划": "策划",
    "总策划": "策划",
    "统筹": "统筹",
    "监制": "监制",
    "设计": "设计",
    "海报": "海报",
    "视频": "视频",
    "摄像": "摄像",
    "剪辑": "剪辑",
    "出镜": "出镜",
    "主持": "主持",
    "音频": "音频",
}
"""The role for each word that says what somebody did, before or behind the names."""
WRITING = frozenset(
    ("文", "文字", "撰文", "著", "撰", "写", "采写", "采访", "撰稿", "供稿", "执笔")
)
"""Works that add no role to a printed one, because every reporter does them."""
REPORTS: dict[str, tuple[str, ...]] = {
    "摄影报道": ("摄影",),
    "图文报道": ("文", "图"),
    "文图报道": ("文", "图"),
    "综合整理": ("整理",),
    "编译报道": ("编译",),
    "综合报道": (),
    "联合报道": (),
    "采访报道": (),
    "专题报道": (),
    "报道": (),
    "综合": (),
}
"""The words that may close a list of people, with the words of :data:`WORKS` they stand for."""
TRADITIONAL = {
    "摄影": "攝影",
    "译者": "譯者",
    "绘图": "繪圖",
    "制图": "製圖",
    "插图": "插圖",
    "插画": "插畫",
    "题图": "題圖",
    "漫画": "漫畫",
    "题字": "題字",
    "编译": "編譯",
    "编辑": "編輯",
    "校对": "校對",
    "采写": "採寫",
    "采访": "採訪",
    "执笔": "執筆",
    "记录": "記錄",
    "朗诵": "朗誦",
    "策划": "策劃",
    "统筹": "統籌",
    "监制": "監製",
    "设计": "設計",
    "海报": "海報",
    "视频": "視頻",
    "摄像": "攝像",
    "剪辑": "剪輯",
    "出镜": "出鏡",
    "音频": "音頻",
}
"""The roles of :data:`WORKS` in Traditional characters."""
