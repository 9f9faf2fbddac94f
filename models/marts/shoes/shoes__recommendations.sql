{{ config(materialized='table_by_block' if var('diversity') else 'table') }}

with

{{ recmart.blended_lists('shoes', ['collaborative', 'content', 'segment', 'popular']) }}

select * from blended
order by user_id, rank
