"""The figures of an outcome by name, each with its meaning."""

from typing import Final

from app.texts.words import Word
from engine.catalog import Text

FIGURES: Final = (
    Word(
        "loss",
        Text("loss L", "损失 L"),
        Text("The height of the surface at the point.", "该点处曲面的高度。"),
    ),
    Word(
        "gradient_norm",
        Text("gradient norm ‖∇L‖", "梯度的模 ‖∇L‖"),
        Text(
            "How steep it is. The length of a step is η times this, for plain descent.",
            "有多陡。普通梯度下降的步长是它乘以 η。",
        ),
    ),
    Word(
        "learning_rate",
        Text("learning rate η", "学习率 η"),
        Text(
            "The rate in force at that step, after the schedule.",
            "那一步实际使用的学习率，已计入学习率计划。",
        ),
    ),
    Word(
        "curvature",
        Text("curvature λ", "曲率 λ"),
        Text(
            "The largest eigenvalue of the Hessian: how fast the slope changes where it changes fastest.",
            "海森矩阵的最大特征值：坡度变化最快的方向上变化得有多快。",
        ),
    ),
    Word(
        "limit",
        Text("stability limit", "稳定上限"),
        Text(
            "The learning rate above which nothing comes to rest on this curvature.",
            "在这样的曲率上，学习率超过它就停不下来。",
        ),
    ),
    Word(
        "product",
        Text("product η·λ", "乘积 η·λ"),
        Text(
            "Learning rate times curvature; its zone says how steps land.",
            "学习率与曲率之积；它所在的区段说明步子怎么落。",
        ),
    ),
    Word(
        "product_limit",
        Text("limit of the product", "乘积的上限"),
        Text(
            "The stability limit times λ: where the zone unstable begins.",
            "稳定上限乘以 λ：不稳定区段从这里开始。",
        ),
    ),
    Word(
        "condition_number",
        Text("condition number κ", "条件数 κ"),
        Text(
            "The largest curvature over the smallest: how much slower the slow direction is.",
            "最大曲率与最小曲率之比：平缓的方向慢多少。",
        ),
    ),
    Word(
        "minimum",
        Text("minimum", "极小值点"),
        Text("The minimum in question, by its coordinates.", "所说的极小值点的坐标。"),
    ),
    Word("at", Text("at", "位置"), Text("The point in question.", "所说的位置。")),
    Word(
        "growth",
        Text("growth", "增长"),
        Text(
            "The factor by which the loss grew at a typical step of the last rise, where it was much the same in all.",
            "最后一段上升中，损失每一步通常增长的倍数；仅在各步倍数相近时给出。",
        ),
    ),
    Word(
        "rise",
        Text("rise", "上升"),
        Text(
            "The losses between which the last rise lasted, where it did not grow by much the same factor.",
            "最后一段上升首尾的损失；在各步倍数相差较大时给出。",
        ),
    ),
    Word(
        "rise_steps",
        Text("steps of the rise", "上升的步数"),
        Text("How many steps that rise took.", "这段上升用了多少步。"),
    ),
    Word(
        "rise_quickens",
        Text("quickening rise", "越涨越快"),
        Text(
            "Whether every step of that rise was larger than the one before.",
            "这段上升是否一步比一步涨得多。",
        ),
    ),
    Word(
        "decay_product",
        Text("rate times weight decay", "学习率与权重衰减之积"),
        Text(
            "Given where it is above 2: the decay alone then multiplies the point by less than −1 at every step.",
            "高于 2 时给出：单是权重衰减就让每一步把位置乘以一个小于 −1 的数。",
        ),
    ),
    Word(
        "endless",
        Text("no rest", "无处可停"),
        Text(
            "True where the fall line from the start leads far out of the window and finds no rest.",
            "从起点出发的最速下降线一直通向窗口外的远处、没有停留之处时为真。",
        ),
    ),
    Word(
        "start_loss",
        Text("loss of the start", "起点的损失"),
        Text("Given where the run stands higher than it began.", "在比出发时更高的地方时给出。"),
    ),
    Word(
        "try_learning_rate",
        Text("rate to try", "可以试的学习率"),
        Text(
            "A smaller rate that was tried from the same start, and holds.",
            "从同一起点试过、能站得住的较小学习率。",
        ),
    ),
    Word(
        "until",
        Text("until", "提前停止"),
        Text(
            "The gradient norm at which the run was asked to stop early, and did.",
            "要求提前停止的梯度模；运行已在那里停下。",
        ),
    ),
)
