"""The frame of every page: title, header, notices, narration."""

from collections.abc import Mapping

from engine.catalog import Text

TEXTS: Mapping[str, Text] = {
    # the frame
    "page.title": Text("Fall Line: a playground for gradient descent", "Fall Line：梯度下降演练场"),
    "page.description": Text(
        "Pick a loss surface and a start, watch gradient descent find its way, and see why it went there.",
        "选一个损失曲面和一个起点，看梯度下降怎样一步步走，也看懂它为什么这样走。",
    ),
    "pages.heading": Text("Pages", "页面"),
    "pages.playground": Text("Playground", "演练场"),
    "pages.reference": Text("Reference", "参考"),
    "pages.api": Text("API", "API"),
    "page.settings": Text("What runs", "实验设置"),
    "page.scripts": Text(
        "The playground is drawn by scripts. Allow them for this page to see it.",
        "演练场由脚本绘制，请允许本页运行脚本。",
    ),
    "header.language": Text("中文", "English"),
    "header.theme": Text("Light or dark", "浅色或深色"),
    "header.link": Text("Copy link", "复制链接"),
    "header.curl": Text("Copy as curl", "复制为 curl"),
    "header.copied": Text("Copied", "已复制"),
    # narration
    "narration.step": Text(
        "Step {step} of {steps}, loss {loss}.", "第 {step} 步，共 {steps} 步，损失 {loss}。"
    ),
    "narration.playing": Text("Playing.", "正在播放。"),
    # notices
    "notice.away": Text(
        "The server does not answer. Everything here is kept, and goes on by itself when it is back.",
        "服务器没有响应。这里的内容都还在，服务器恢复后会自动继续。",
    ),
    "notice.busy": Text(
        "The server is busy. Everything here is kept, and goes on by itself in a moment.",
        "服务器正忙。这里的内容都还在，稍后会自动继续。",
    ),
    "notice.back": Text("The server is back.", "服务器已恢复。"),
    "notice.cut": Text(
        "The run broke off at step {step}: the connection ended too early, several times. Press play to go on.",
        "连接多次提前断开，运行停在第 {step} 步。按播放键继续。",
    ),
    "notice.refused": Text("The server refused this: {detail}", "服务器拒绝了这个请求：{detail}"),
    "notice.of_run": Text("{name}: {detail}", "{name}：{detail}"),
    "notice.link": Text(
        "Parts of the link were not understood and left out: {parts}",
        "链接中有些部分无法识别，已忽略：{parts}",
    ),
    "notice.dismiss": Text("Dismiss", "关闭"),
    "notice.not_copied": Text(
        "The browser refused the clipboard. Copy it from here: {content}",
        "浏览器不允许写入剪贴板，请从这里复制：{content}",
    ),
    "notice.whole": Text("A whole number is needed here.", "这里需要一个整数。"),
    "notice.number": Text("A number is needed here.", "这里需要一个数。"),
    "notice.range": Text("Between {low} and {high}.", "应在 {low} 与 {high} 之间。"),
}
