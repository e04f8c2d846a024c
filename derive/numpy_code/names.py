"""Names that numpy has, for telling a slip (np.zeroes) from a function that is only not interpreted here."""

NUMPY_NAMES = frozenset(
    """abs absolute add all allclose amax amin any append arange arccos arccosh arcsin arcsinh arctan arctan2 arctanh argmax argmin argsort argwhere array
    array_equal asarray atleast_1d atleast_2d average bincount block broadcast_to c_ ceil clip column_stack concatenate copy copysign corrcoef cos cosh count_nonzero cov
    cross cumprod cumsum deg2rad diag diagonal diff divide dot dsplit dstack dtype e einsum empty empty_like equal exp exp2 expand_dims expm1 eye fabs fill_diagonal
    finfo flatnonzero flip fliplr flipud float32 float64 floor floor_divide full full_like gradient greater greater_equal heaviside histogram hsplit hstack hypot
    identity imag inf inner insert int32 int64 interp intersect1d isclose isfinite isinf isnan kron less less_equal linalg linspace log log10 log1p log2 logaddexp
    logical_and logical_not logical_or logspace matmul max maximum mean median meshgrid min minimum mod moveaxis multiply nan nan_to_num nanmax nanmean nanmin
    nansum ndarray ndim negative newaxis nonzero norm not_equal ones ones_like outer pad percentile pi power prod ptp quantile r_ rad2deg random ravel real
    reciprocal remainder repeat reshape resize roll rollaxis rot90 round row_stack searchsorted set_printoptions setdiff1d shape sign sin sinc sinh size sort split
    sqrt square squeeze stack std subtract sum swapaxes take tan tanh tensordot tile trace transpose tri tril triu true_divide trunc unique unravel_index
    vander var vdot vectorize vsplit vstack where zeros zeros_like""".split()
)
