{{ recmart.like_minded(
    tastes=ref('int_dating__tastes'),
    neighbours=400,
) }}
