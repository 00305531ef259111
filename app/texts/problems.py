"""What is wrong with a request, as titles and sentences in both languages."""

from collections.abc import Mapping
from typing import Any

from app.texts.figures import exact, whole
from engine.catalog import Text

TITLES: Mapping[int, Text] = {
    400: Text("The body cannot be read", "无法读取请求体"),
    403: Text("Refused", "已拒绝"),
    404: Text("Not found", "未找到"),
    405: Text("Method not allowed", "不允许该方法"),
    413: Text("The body is too large", "请求体过大"),
    415: Text("Not JSON", "不是 JSON"),
    421: Text("Not this host", "主机名不符"),
    422: Text("The request cannot be run", "请求无法执行"),
    431: Text("The headers are too large", "请求头过大"),
    500: Text("The server failed", "服务器出错"),
    503: Text("Busy", "服务器繁忙"),
}

KINDS: Mapping[str, Text] = {
    "number": Text("a number", "一个数"),
    "integer": Text("a whole number", "一个整数"),
    "list": Text("a list", "一个列表"),
    "object": Text("an object", "一个对象"),
    "text": Text("a text", "一段文字"),
    "boolean": Text("true or false", "true 或 false"),
    "surface": Text(
        "a surface's name, or an object with name or formula", "曲面名称，或含有 name 或 formula 的对象"
    ),
    "optimizer": Text("an object with the optimizer's name", "含有优化器 name 的对象"),
    "schedule": Text("an object with the schedule's name", "含有学习率计划 name 的对象"),
    "gradient": Text("an object with the gradient's source", "含有梯度 source 的对象"),
    "starts": Text("a set of starts by name, or an object with points", "起点集的名称，或含有 points 的对象"),
    "rate_change": Text("a pair [step, learning rate]", "一对 [步数, 学习率]"),
}

_SENTENCES: Mapping[str, Text] = {
    "bad_request": Text("The request is not valid HTTP.", "请求不是有效的 HTTP。"),
    "headers_too_large": Text("The headers are larger than {limit} bytes.", "请求头超过 {limit} 字节。"),
    "not_found": Text("There is nothing under this address.", "这个地址下没有内容。"),
    "method_not_allowed": Text("This address does not answer to this method.", "这个地址不支持该方法。"),
    "foreign_host": Text(
        "The server does not answer under this host name. FALL_LINE_LAN_HOSTS names the hosts it answers to.",
        "服务器不以这个主机名应答。可用 FALL_LINE_LAN_HOSTS 设置它应答的主机名。",
    ),
    "foreign_origin": Text(
        "Requests from pages of another origin are refused.", "拒绝来自其他来源页面的请求。"
    ),
    "body_too_large": Text("The body is larger than {limit} bytes.", "请求体超过 {limit} 字节。"),
    "wrong_content_type": Text(
        "Send JSON with the header Content-Type: application/json (curl: --json instead of -d).",
        "请发送 JSON，并带上 Content-Type: application/json（curl 用 --json 代替 -d）。",
    ),
    "empty_body": Text("The body is empty; a JSON object is needed.", "请求体为空，需要一个 JSON 对象。"),
    "not_utf8": Text("The body is not UTF-8.", "请求体不是 UTF-8 编码。"),
    "not_json": Text("The body is not JSON.", "请求体不是 JSON。"),
    "too_deep": Text("The JSON is nested too deeply.", "JSON 嵌套过深。"),
    "duplicate_name": Text("A name occurs twice in one object.", "同一个对象里有重复的名称。"),
    "lone_surrogate": Text(
        "A text holds half of a surrogate pair, which is no character.",
        "文字中含有不成对的代理码位，不是有效字符。",
    ),
    "number_too_large": Text(
        "A number is beyond the range of binary64.", "有一个数超出了双精度浮点数的范围。"
    ),
    "number_not_finite": Text(
        "NaN and Infinity are not JSON; numbers must be finite.", "NaN 和 Infinity 不是 JSON，数必须有限。"
    ),
    "server_error": Text(
        "Something failed inside the server. The request was not at fault as far as we know.",
        "服务器内部出错；就目前所知，问题不在你的请求。",
    ),
    "busy": Text(
        "Too many streams are running; try again in a moment.", "正在运行的数据流太多，请稍后再试。"
    ),
    "queue_full": Text(
        "Too many maps are waiting to be computed; try again in a moment.", "等待计算的图太多，请稍后再试。"
    ),
    "overdue": Text(
        "The work took longer than it is given; ask for fewer cells or steps, or try again.",
        "计算超过了允许的时间；请减少格数或步数，或稍后再试。",
    ),
    "interrupted": Text("The work was interrupted; try again.", "计算被中断，请重试。"),
    "missing": Text("is required.", "必须填写。"),
    "unknown_field": Text("holds a field that does not exist here.", "含有这里没有的字段。"),
    "wrong_type": Text("must be {kind}.", "必须是{kind}。"),
    "not_finite": Text("must be finite.", "必须是有限的数。"),
    "too_small": Text("must be at least {limit}.", "不能小于 {limit}。"),
    "not_above": Text("must be above {limit}.", "必须大于 {limit}。"),
    "too_large": Text("must be at most {limit}.", "不能大于 {limit}。"),
    "not_below": Text("must be below {limit}.", "必须小于 {limit}。"),
    "too_short": Text("needs at least {limit} entries.", "至少需要 {limit} 项。"),
    "too_long": Text("takes at most {limit} entries.", "最多 {limit} 项。"),
    "text_too_short": Text("must not be empty.", "不能为空。"),
    "text_too_long": Text("takes at most {limit} characters.", "最多 {limit} 个字符。"),
    "unknown_name": Text("unknown name.", "没有这个名称。"),
    "unknown_choice": Text("must be one of the documented choices.", "必须是文档列出的选项之一。"),
    "invalid": Text("is not valid here.", "在这里无效。"),
    "wrong_dimension": Text(
        "needs {limit} coordinates on this surface.", "在这个曲面上需要 {limit} 个坐标。"
    ),
    "empty_window": Text("must run from a smaller to a larger number.", "必须从较小的数到较大的数。"),
    "not_whole": Text("must be a whole number.", "必须是整数。"),
    "no_direction": Text("must not be zero, which points nowhere.", "不能是零向量：零向量没有方向。"),
    "given_twice": Text(
        "is an older name for changes; give only one of the two.", "是 changes 的旧名称，两者只能给出一个。"
    ),
    "same_knob": Text("must be another knob than x has.", "必须与 x 轴的旋钮不同。"),
    "not_increasing": Text("must name steps in increasing order.", "步数必须递增。"),
    "unknown_constant": Text("holds a constant that this surface does not have.", "含有这个曲面没有的常数。"),
    "invalid_name": Text(
        "takes names of a letter and then letters, digits and _, at most {limit} characters.",
        "名称须以字母开头，后接字母、数字或 _，最多 {limit} 个字符。",
    ),
    "reserved_name": Text("gives a name that has a meaning of its own.", "使用了另有含义的名称。"),
    "unknown_variables": Text('must be ["x", "y"] or ["w"].', '必须是 ["x", "y"] 或 ["w"]。'),
    "window_size": Text(
        "must have a size and a place that numbers can resolve.", "范围的大小和位置须在数的精度之内。"
    ),
    "wrong_state": Text("does not belong to this surface and optimizer.", "与这个曲面和优化器不匹配。"),
    "undefined_here": Text(
        "the loss has no finite value there; choose another point.",
        "损失在那里没有有限的值，请换一个点。",
    ),
    "too_costly": Text(
        "is more work than one request may ask for; on this surface at most {limit} fit.",
        "超出单个请求允许的计算量；在这个曲面上最多 {limit}。",
    ),
    "too_many_starts": Text("may give at most {limit} starts together.", "一共最多 {limit} 个起点。"),
    "too_many_opened": Text("may open at most {limit} steps at once.", "一次最多展开 {limit} 步。"),
}

_NEAREST = Text(" Did you mean {nearest}?", "你是不是想写 {nearest}？")
_KNOWN = Text(" There are: {known}.", "这里有：{known}。")
CODES = tuple(_SENTENCES)


def example_sentence(code: str) -> Text:
    """Return the sentence of a code with … for its figures."""
    text = _SENTENCES[code]
    return Text(*(said.format(limit="…", kind="…") for said in (text.en, text.zh)))


def title(status: int) -> Text:
    """Return the title of a problem of this HTTP status."""
    return TITLES.get(status, TITLES[500 if status >= 500 else 422])


def sentence(code: str, figures: Mapping[str, Any]) -> Text:
    """Return the sentence for one fault; figures may hold limit, kind, nearest and known."""
    text = _SENTENCES[code]
    kind = KINDS.get(str(figures.get("kind")), KINDS["object"])
    limit = figures.get("limit")
    shown = (
        exact(limit) if isinstance(limit, float) else whole(limit) if isinstance(limit, int) else str(limit)
    )
    english = text.en.format(limit=shown, kind=kind.en)
    chinese = text.zh.format(limit=shown, kind=kind.zh)
    if nearest := figures.get("nearest"):
        english += _NEAREST.en.format(nearest=nearest)
        chinese += _NEAREST.zh.format(nearest=nearest)
    elif known := figures.get("known"):
        english += _KNOWN.en.format(known=known)
        chinese += _KNOWN.zh.format(known=known)
    return Text(english, chinese)
