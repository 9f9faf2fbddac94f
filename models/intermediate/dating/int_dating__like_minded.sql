{{ config(materialized='table_by_block') }}

{{ recmart.like_minded(
    tastes=ref('int_dating__tastes'),
    neighbours=recmart.parameter('dating', 'like_minded.neighbours'),
) }}
