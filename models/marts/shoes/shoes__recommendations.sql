{{ config(materialized='table_by_block') }}

with

{{ recmart.blended_lists('shoes', ['collaborative', 'content', 'segment', 'popular']) }}

select * from blended
order by user_id, rank
