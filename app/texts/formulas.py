"""What is wrong with a formula, and what would help, in both languages."""

from collections.abc import Mapping

from engine.catalog import Text

Figure = str | int | float

# code: (what is wrong, what to do about it); {figures} are filled in.
_SENTENCES: Mapping[str, tuple[Text, Text]] = {
    "empty": (
        Text("the formula is empty.", "公式为空。"),
        Text("Write an expression, such as x^2 + y^2.", "请写一个表达式，例如 x^2 + y^2。"),
    ),
    "too_long": (
        Text("the formula has {count} characters.", "公式有 {count} 个字符。"),
        Text("At most {limit} are accepted.", "最多 {limit} 个。"),
    ),
    "too_many_tokens": (
        Text("the formula has too many symbols.", "公式的符号太多。"),
        Text("At most {limit} are accepted.", "最多 {limit} 个。"),
    ),
    "too_deep": (
        Text("the formula is nested too deeply.", "公式嵌套过深。"),
        Text("At most {limit} levels are accepted.", "最多 {limit} 层。"),
    ),
    "too_many_nodes": (
        Text("the formula has too many parts.", "公式的组成部分太多。"),
        Text("At most {limit} are accepted.", "最多 {limit} 个。"),
    ),
    "too_many_operations": (
        Text("the formula and its gradient need {count} operations.", "公式及其梯度需要 {count} 次运算。"),
        Text("At most {limit} are accepted; shorten the formula.", "最多 {limit} 次，请缩短公式。"),
    ),
    "unexpected_character": (
        Text("this character is not part of the language.", "公式语言里没有这个字符。"),
        Text(
            "Formulas are made of letters, digits, + - * / ^ ( ) and commas.",
            "公式由字母、数字、+ - * / ^ ( ) 和逗号组成。",
        ),
    ),
    "unexpected_token": (
        Text("this cannot stand here.", "这里不能出现这个符号。"),
        Text(
            "Check for a missing number, name or operator before it.",
            "请检查它前面是否少了数、名称或运算符。",
        ),
    ),
    "unexpected_end": (
        Text("the formula ends too early.", "公式没有写完。"),
        Text("Something is missing after this.", "这后面还缺一部分。"),
    ),
    "unclosed_parenthesis": (
        Text("this parenthesis is never closed.", "这个括号没有闭合。"),
        Text("Add a closing one.", "请补上右括号。"),
    ),
    "unmatched_parenthesis": (
        Text("this parenthesis was never opened.", "这个右括号没有对应的左括号。"),
        Text("Remove it, or add an opening one before it.", "请删去它，或在前面补上左括号。"),
    ),
    "implicit_product": (
        Text("an operator is missing before this.", "这前面缺少运算符。"),
        Text("Write products with *, as in 2*x.", "乘法请写 *，例如 2*x。"),
    ),
    "missing_parentheses": (
        Text("the argument of this function needs parentheses.", "这个函数的参数要加括号。"),
        Text("Write {function}(...) with its argument inside.", "请写成 {function}(...)，参数放在括号里。"),
    ),
    "unknown_name": (
        Text("unknown name.", "没有这个名称。"),
        Text("Declare it as a constant, or use a known name.", "请把它声明为常数，或使用已有的名称。"),
    ),
    "not_a_function": (
        Text("this name is not a function.", "这个名称不是函数。"),
        Text("Write products with *, as in x*(y + 1).", "乘法请写 *，例如 x*(y + 1)。"),
    ),
    "wrong_number_of_arguments": (
        Text("this function does not take that many arguments.", "这个函数的参数个数不对。"),
        Text("{function} has {count}, it needs {expected}.", "{function} 给了 {count} 个，需要 {expected}。"),
    ),
    "number_not_finite": (
        Text("this number is too large.", "这个数太大。"),
        Text("Use a number below {limit}.", "请使用小于 {limit} 的数。"),
    ),
    "constant_not_finite": (
        Text("this constant is not a finite number.", "这个常数不是有限的数。"),
        Text("Give it a finite value.", "请给它一个有限的值。"),
    ),
    "reserved_name": (
        Text("this name has a meaning of its own.", "这个名称另有含义。"),
        Text("Choose another name for the constant.", "请给常数换个名称。"),
    ),
    "nowhere_finite": (
        Text("the formula has no finite value anywhere on the window.", "公式在整个窗口内都没有有限的值。"),
        Text("Change the formula or the window.", "请修改公式或窗口。"),
    ),
}


def formula_message(code: str, figures: Mapping[str, Figure]) -> tuple[Text, Text]:
    """Return what is wrong with a formula and what would help."""
    wrong, help = _SENTENCES[code]
    if suggestion := figures.get("suggestion"):
        help = Text(f"Did you mean {suggestion}?", f"你是不是想写 {suggestion}？")
    return _filled(wrong, figures), _filled(help, figures)


def _filled(text: Text, figures: Mapping[str, Figure]) -> Text:
    chinese = {name: str(value).replace(" or more", " 个或更多") for name, value in figures.items()}
    return Text(text.en.format_map(figures), text.zh.format_map(chinese))
