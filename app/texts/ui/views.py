"""The pictures: names, axes, labels."""

from collections.abc import Mapping

from engine.catalog import Text

TEXTS: Mapping[str, Text] = {
    # views
    "view.terrain": Text(
        "Contour map of the loss with the path of the run", "损失的等高线图，以及这次运行的路径"
    ),
    "view.relief": Text("The same surface in three dimensions", "同一曲面的三维视图"),
    "view.curve": Text("The loss as a curve over one weight", "损失随一个权重变化的曲线"),
    "view.loss": Text("Loss against step", "损失随步数的变化"),
    "view.slice": Text("Loss along the direction of this step", "沿这一步方向的损失"),
    "view.start_drag": Text("start — drag me", "起点：可拖动"),
    "view.start_handle": Text(
        "Start. Drag it, or move it with the arrow keys.", "起点。可拖动，也可用方向键移动。"
    ),
    "view.step": Text("step", "步"),
    "view.loss_axis": Text("loss", "损失"),
    "view.distance": Text("distance along this step", "沿这一步的距离"),
    "view.parabola": Text("parabola of its curvature", "由曲率得到的抛物线"),
    "view.here": Text("here", "当前"),
    "view.lands": Text("lands", "落点"),
    "view.tangent": Text("slope here", "此处的坡度"),
    "view.whole_map": Text("whole map", "看全图"),
    "view.off_map": Text("off the map", "已出图外"),
    "view.above_lowest": Text("above the lowest", "高出最低损失"),
    "view.no_webgl": Text(
        "This browser draws no 3-D here, so the map takes the whole width.",
        "此浏览器无法绘制三维图，等高线图占满整个宽度。",
    ),
    # the gallery of surfaces
    "gallery.bowls": Text("Bowls", "碗"),
    "gallery.valleys": Text("Valleys", "山谷"),
    "gallery.few_minima": Text("A few minima", "几个极小值点"),
    "gallery.saddles": Text("Saddles", "鞍点"),
    "gallery.level_ground": Text("Level ground", "平地"),
    "gallery.many_minima": Text("Many minima", "许多极小值点"),
    "gallery.curves": Text("Curves over one weight", "一个权重的曲线"),
    "legend.heading": Text("Loss", "损失"),
}
