{{ config(materialized='table_by_block' if var('diversity') else 'table') }}

with

{{ recmart.blended_lists('streaming', ['similar', 'content', 'segment', 'popular']) }}

select * from blended
order by user_id, rank
