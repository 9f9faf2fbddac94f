{% macro scored_items(history, weights, barred) %}
    {%- do recmart.check_arguments('scored_items', {
        'history': ['relation', history],
        'weights': ['relation', weights],
        'barred': ['relation', barred],
    }) -%}
with

-- User and item packed into one key halve the work of the aggregate; what is barred
-- comes in as a sum that no evidence outweighs.
evidence as (

    select
        {{ recmart.pack('history.user_number', 'weights.other_item_rank') }} as user_item,
        history.affinity * weights.weight as contribution
    from {{ history }} as history
    inner join {{ weights }} as weights on history.item_rank = weights.item_rank

    union all

    select
        {{ recmart.pack('user_number', 'item_rank') }} as user_item,
        -{{ recmart.fixed_point(60) }} as contribution
    from {{ barred }}

)

select
    {{ recmart.unpack_first('user_item') }} as user_number,
    {{ recmart.unpack_second('user_item') }} as item_rank,
    sum(contribution) as score
from evidence
group by user_item
having sum(contribution) > 0
{% endmacro %}
