"""Publications that several records cite."""

from typing import Final

JAMIL_YANG: Final = (
    "M. Jamil, X.-S. Yang, A literature survey of benchmark functions for global optimisation problems, "
    "Int. J. Mathematical Modelling and Numerical Optimisation 4 (2013) 150–194, arXiv:1308.4008"
)
GOH: Final = "G. Goh, Why Momentum Really Works, Distill, 2017, doi:10.23915/distill.00006"
BARRON: Final = "J. T. Barron, A General and Adaptive Robust Loss Function, CVPR, 2019, arXiv:1701.03077"
ROSENBLATT: Final = (
    "F. Rosenblatt, The perceptron: a probabilistic model for information storage and organization in the "
    "brain, Psychological Review 65 (1958) 386–408, doi:10.1037/h0042519"
)
RASTRIGIN: Final = "L. A. Rastrigin, Systems of Extremal Control (in Russian), Nauka, 1974"
BACK_PROPAGATION: Final = (
    "D. E. Rumelhart, G. E. Hinton, R. J. Williams, Learning representations by back-propagating errors, "
    "Nature 323 (1986) 533–536, doi:10.1038/323533a0"
)
RELU: Final = (
    "V. Nair, G. E. Hinton, Rectified Linear Units Improve Restricted Boltzmann Machines, ICML, 2010"
)
