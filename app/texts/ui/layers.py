"""What may be laid over the map."""

from collections.abc import Mapping

from engine.catalog import Text

TEXTS: Mapping[str, Text] = {
    "layers.button": Text("Show…", "显示…"),
    "layers.heading": Text("Show on the map", "在图上显示"),
    "layers.close": Text("Close", "关闭"),
    "layers.path": Text("The path", "路径"),
    "layers.ball": Text("At the ball", "小球处"),
    "layers.ground": Text("The ground", "地形"),
    "layers.maps_only": Text(
        "Needs two weights: with one, the only ways are left and right.",
        "需要两个权重：只有一个权重时，方向只有左和右。",
    ),
    "layers.fall_line": Text(
        "Fall line: the path of endlessly small steps", "最速下降线：步长无限小时的路径"
    ),
    "layers.rulers": Text("Rulers: how long the steps are", "标尺：每一步有多长"),
    "layers.signposts": Text(
        "Signposts A, C, D … B, each with its way down", "路标 A、C、D……B，各带下坡方向"
    ),
    "layers.step": Text("The next step and where it lands", "下一步及其落点"),
    "layers.terms": Text("Gradient, velocity and update as arrows", "用箭头表示梯度、速度和更新量"),
    "layers.way": Text("−∇L beside the way to the minimum", "−∇L 与通向极小值点的方向"),
    "layers.compass": Text("Compass: the loss at distance ε all around", "罗盘：四周距离 ε 处的损失"),
    "layers.tangent": Text(
        "Straight model: tangent, and where to trust it", "线性近似：切线或切平面，以及可信范围"
    ),
    "layers.eigen": Text("Directions of the curvature", "曲率的两个主方向"),
    "layers.field": Text("Field of −∇L", "−∇L 方向场"),
    "layers.fog": Text("Fog: only what the ball can feel", "迷雾：只看小球能感知的地方"),
    "layers.radius": Text("Radius of the compass", "罗盘半径"),
    "layers.window": Text("Window", "显示范围"),
    "layers.low": Text("from", "从"),
    "layers.high": Text("to", "到"),
    "layers.reset": Text("Reset", "还原"),
    "layers.colours": Text("Colours run over losses", "颜色对应的损失"),
    "layers.fog_note": Text(
        "Fog is on: the map, the relief and the slices are hidden. Switch it off under “Show…” to look around.",
        "迷雾已开启：地图、三维视图和切面均已隐藏。在“显示…”中关闭即可查看全貌。",
    ),
    "layer.times": Text("arrows drawn {times} times as long", "箭头放大了 {times} 倍"),
    "layer.way_none": Text("No minimum is known from here.", "从这里出发没有已知的极小值点。"),
    "layer.way_arrived": Text("The ball stands in a minimum.", "小球就在极小值点上。"),
    "layer.way_level": Text(
        "The gradient is zero here: there is no way down to compare.", "此处梯度为零：没有下坡方向可比。"
    ),
    "layer.way_no_slope": Text(
        "The gradient has no value here: no way down is known.", "此处梯度没有值：不知道哪边是下坡。"
    ),
    "layer.way_there": Text("to the minimum", "通向极小值点"),
    "layer.way_angle": Text(
        "−∇L crosses the contour at a right angle; it misses the minimum by {angle}°",
        "−∇L 与等高线垂直，与通向极小值点的方向相差 {angle}°",
    ),
    "layer.compass_best": Text("lowest", "最低"),
    "layer.compass_apart": Text(
        "at ε = {radius} the lowest loss lies {apart}° away from −∇L",
        "ε = {radius} 时，损失最低的方向偏离 −∇L {apart}°",
    ),
    "layer.compass_radius": Text("Radius of the compass", "罗盘半径"),
    "layer.trust_inside": Text(
        "inside the dashes the straight model errs by less than {percent}\u00a0% of slope × distance",
        "虚线以内，线性近似的误差小于“坡度 × 距离”的 {percent}%",
    ),
    "layer.trust_between": Text(
        "between the marks the straight model errs by less than {percent}\u00a0% of slope × distance",
        "两个标记之间，线性近似的误差小于“坡度 × 距离”的 {percent}%",
    ),
    "layer.trust_nowhere": Text(
        "at this scale the straight model errs by more than {percent}\u00a0% of slope × distance",
        "在此比例下，线性近似的误差处处超过“坡度 × 距离”的 {percent}%",
    ),
    "layer.signposts_thinned": Text(
        "thinned: {shown} of {count} points have a signpost", "已精简：{count} 个点中只有 {shown} 个立了路标"
    ),
    "layer.rulers_thinned": Text(
        "thinned: {shown} steps are measured, the others have no room",
        "已精简：标出了 {shown} 步，其余放不下",
    ),
    "layer.slope_up": Text("slope {slope}: go left", "坡度 {slope}：向左走"),
    "layer.slope_down": Text("slope {slope}: go right", "坡度 {slope}：向右走"),
    "layer.slope_flat": Text("slope 0: flat", "坡度 0：平地"),
    "layer.slope_none": Text("the slope has no value here", "此处坡度没有值"),
    "layer.window_order": Text(
        "The left number must be smaller than the right one.", "左边的数必须小于右边的数。"
    ),
}
