"""The reference and the API pages."""

from collections.abc import Mapping

from engine.catalog import Text

TEXTS: Mapping[str, Text] = {
    # both
    "document.contents": Text("On this page", "本页内容"),
    "document.default": Text("default", "默认值"),
    "document.range": Text("accepted", "可取范围"),
    "document.slider": Text("slider", "滑块范围"),
    "document.meaning": Text("meaning", "含义"),
    "document.name": Text("name", "名称"),
    "document.copy": Text("Copy", "复制"),
    "document.copied": Text("Copied", "已复制"),
    # the reference
    "reference.title": Text("Reference: Fall Line", "参考 · Fall Line"),
    "reference.description": Text(
        "Every surface, optimizer, schedule and gradient source, with formulas, knobs and sources.",
        "全部曲面、优化器、学习率计划和梯度来源，附公式、参数与出处。",
    ),
    "reference.heading": Text("Reference", "参考"),
    "reference.lead": Text(
        "Everything that can run here, from the records that run it: what it is for, its formula, its knobs and where "
        "it comes from. The link below an entry opens the playground on it.",
        "这里能运行的一切，直接取自运行它们的记录：用来看什么、公式、参数和出处。每一项下面的链接会在演练场里打开它。",
    ),
    "reference.open": Text("Open in the playground", "在演练场中打开"),
    "reference.surfaces": Text("Surfaces", "曲面"),
    "reference.curves": Text("Curves", "曲线"),
    "reference.optimizers": Text("Optimizers", "优化器"),
    "reference.schedules": Text("Schedules", "学习率计划"),
    "reference.gradients": Text("Gradient sources", "梯度来源"),
    "reference.words": Text("Words", "用语"),
    "reference.surfaces_say": Text(
        "Two weights each. Every point of the window is one setting of them.",
        "每个曲面有两个权重，窗口中的每一点是它们的一种取值。",
    ),
    "reference.curves_say": Text(
        "One weight w: the same descent with nothing to get lost in.", "一个权重 w：同样的下降，但不会迷路。"
    ),
    "reference.optimizers_say": Text(
        "Rules, the place of ε and the first step are those of torch.optim. The equations are read off the code that "
        "runs; the last one is the step itself.",
        "规则、ε 的位置和第一步都与 torch.optim 一致。公式直接从运行的代码读出，最后一行就是这一步本身。",
    ),
    "reference.schedules_say": Text(
        "A schedule turns the learning rate η into one rate for every step. Changes made by hand on the way "
        "come on top.",
        "学习率计划把学习率 η 变成每一步各自的学习率；途中手动改动的 η 会叠加在上面。",
    ),
    "reference.gradients_say": Text(
        "Where the gradient comes from that the optimizer is given. Losses and gradients in answers stay the "
        "true ones.",
        "交给优化器的梯度从哪里来。结果中的损失和梯度仍是真实的。",
    ),
    "reference.words_say": Text(
        "The same words everywhere: on the page, in sentences, and as codes in the API's answers.",
        "页面、句子和 API 返回的代码用的是同一套词。",
    ),
    "reference.zones": Text("Zones of η·λ", "η·λ 的区段"),
    "reference.statuses": Text("What became of a run", "运行的结局"),
    "reference.reasons": Text("Why", "原因"),
    "reference.figures": Text("Figures", "数值"),
    "reference.range_reasons": Text("What a range test finds", "范围测试的结论"),
    "reference.rungs": Text("What a rung of the ladder gives", "阶梯上的一步会怎样"),
    "reference.picture": Text("Map of {name}", "{name} 的地形图"),
    "reference.window": Text("window", "窗口"),
    "reference.start": Text("start", "起点"),
    "reference.rate": Text("learning rate", "学习率"),
    "reference.points": Text("Known points", "已知的点"),
    "reference.points_of": Text("Known points: {count}", "已知的点：{count} 个"),
    "reference.kind": Text("kind", "类型"),
    "reference.place": Text("at", "位置"),
    "reference.loss": Text("loss", "损失"),
    "reference.knobs": Text("Knobs", "参数"),
    "reference.equations": Text("One step", "一步"),
    "reference.conventions": Text("Two conventions", "两种约定"),
    "reference.limit": Text("Stability limit", "稳定上限"),
    "reference.limit_plain": Text(
        "On a quadratic of curvature λ nothing comes to rest above this rate; on other surfaces λ is the largest "
        "curvature where the ball is.",
        "在曲率为 λ 的二次函数上，学习率超过它就停不下来；在其他曲面上，λ 是小球所在处的最大曲率。",
    ),
    "reference.limit_adaptive": Text(
        "Here λ is the largest curvature after every coordinate has been rescaled by what the rule has seen there; "
        "the playground shows it at each step.",
        "这里的 λ 是各坐标按规则所见的梯度缩放之后的最大曲率；演练场在每一步都会显示它。",
    ),
    "reference.limit_drifting": Text(
        "In the first steps the coefficients of the rule still change, and the limit with them; this is where "
        "it settles.",
        "最初几步规则的系数还在变化，上限也随之变化；这里给出的是稳定之后的值。",
    ),
    "reference.source": Text("Source:", "出处："),
    "reference.equations_before": Text("Before the rule", "在规则之前"),
    "reference.clip": Text("Clipping", "梯度裁剪"),
    "reference.clip_say": Text(
        "Any source can be clipped, and none is unless you say so: a gradient longer than c is cut to length c, its "
        "direction kept.",
        "任何来源都可以裁剪，但默认不裁剪：比 c 长的梯度被缩到长度 c，方向不变。",
    ),
    # the API
    "api.title": Text("API: Fall Line", "API · Fall Line"),
    "api.description": Text(
        "Every call of the JSON API with its fields, answers and a real example.",
        "JSON API 的全部调用：字段、返回值和真实示例。",
    ),
    "api.heading": Text("API", "API"),
    "api.lead": Text(
        "The page asks nothing that you cannot ask as well. Every example below was run by this server when "
        "the page was "
        "made; long answers are shortened at “…”.",
        "页面能问的，你都能问。下面每个例子都由这个服务器在生成本页时实际运行过；过长的返回在“…”处截短。",
    ),
    "api.conventions": Text("Conventions", "约定"),
    "convention.json": Text(
        "Strict JSON both ways: finite numbers only, no NaN, no Infinity, no text for a number. A field that "
        "does not exist "
        "is refused, not ignored. Send bodies as application/json (curl --json).",
        "收发都是严格的 JSON：数必须有限，没有 NaN 和 Infinity，数不能写成文字。不存在的字段会被拒绝，而不是忽略。"
        "请求体须为 application/json（curl 用 --json）。",
    ),
    "convention.null": Text(
        "Where a number is not finite an answer holds null. Typed arrays ({dtype, bdata, shape}) are the "
        "exception: they may "
        "carry NaN.",
        "返回中不是有限的数记作 null。类型化数组（{dtype, bdata, shape}）例外，可以含 NaN。",
    ),
    "convention.problem": Text(
        "Mistakes come back as problem+json: the field, the position in a formula, the nearest known name, a "
        "sentence in both "
        "languages. What was sent is never repeated.",
        "出错时返回 problem+json：字段、公式中的位置、最接近的已知名称，以及两种语言的说明；不会重复你发来的内容。",
    ),
    "convention.result": Text(
        "A run that diverges is an answer, not an error: status 200, the finite points, and the step at which it left.",
        "发散的运行是结果，不是错误：状态码 200，返回有限的各点，以及它在哪一步离开。",
    ),
    "convention.stream": Text(
        "Streams are server-sent events. The last event is always done or error; a stream that ends without "
        "one was cut off.",
        "数据流是服务器推送事件（SSE）。最后一个事件总是 done 或 error；没有它就结束，说明连接中断了。",
    ),
    "convention.bits": Text(
        "The same description gives the same bits on the same machine: alone or in a race, whole or resumed, "
        "JSON or stream.",
        "同一台机器上，同样的描述得到逐位相同的结果：单独或比赛、一次走完或续走、JSON 或数据流，都一样。",
    ),
    "convention.description": Text(
        "All of this for machines, as OpenAPI:", "以上内容的机器可读描述（OpenAPI）："
    ),
    "tag.catalog": Text("Catalog", "目录"),
    "tag.surfaces": Text("Surfaces", "曲面"),
    "tag.formulas": Text("Formulas", "公式"),
    "tag.descents": Text("Descents", "下降"),
    "tag.races": Text("Races", "比赛"),
    "tag.schedules": Text("Schedules", "学习率计划"),
    "tag.gradients": Text("Gradients", "梯度"),
    "tag.comparisons": Text("Comparisons", "对比"),
    "tag.learning rates": Text("Learning rates", "学习率"),
    "tag.starts": Text("Where starts end", "起点通向何处"),
    "tag.health": Text("Health", "状态"),
    "api.kinds": Text("Names with knobs", "带参数的名称"),
    "api.kinds_say": Text(
        "A bare name takes every default; an object gives the name and the knobs that differ.",
        "只写名称就全部取默认值；写成对象则给出名称和要改的参数。",
    ),
    "api.objects": Text("Objects", "对象"),
    "api.errors": Text("Errors", "错误"),
    "api.errors_say": Text(
        "One document for all of them. Here is the answer to a misspelt name:",
        "所有错误都用同一种文档。下面是写错名称时的返回：",
    ),
    "api.status": Text("status", "状态码"),
    "api.error_title": Text("what is wrong", "出了什么问题"),
    "api.codes": Text("Codes of single faults", "单项错误的代码"),
    "api.limits": Text("Limits", "限制"),
    "api.limits_say": Text(
        "Of this server. Whoever runs it can set each by an environment variable.",
        "本服务器的限制。运行者可用环境变量逐项设置。",
    ),
    "api.variable": Text("variable", "变量"),
    "api.value": Text("value", "取值"),
    "api.purpose": Text("purpose", "用途"),
    "api.fields": Text("Fields", "字段"),
    "api.field": Text("field", "字段"),
    "api.required": Text("required", "必填"),
    "api.answer": Text("Answer", "返回"),
    "api.example": Text("Example", "示例"),
    "api.example_answer": Text("Its answer", "它的返回"),
    "api.length": Text("length {range}", "长度 {range}"),
    "api.no_fields": Text("Takes nothing.", "不需要参数。"),
}
