{% macro scored_items(history, weights, barred, may_cancel=false) %}
    {%- do recmart.check_arguments('scored_items', {
        'history': ['relation', history],
        'weights': ['relation', weights],
        'barred': ['relation', barred],
        'may_cancel': ['bool', may_cancel],
    }) -%}
    {%- set contribution = 'history.affinity * weights.weight' -%}
with

-- User and item packed into one key halve the work of the aggregate; what is barred
-- comes in as a sum that no evidence outweighs. The item that speaks most for another is
-- packed below what it adds, so that the largest names it; no item speaks for itself.
evidence as (

    select
        {{ recmart.pack('history.user_number', 'weights.other_item_rank') }} as user_item,
        {{ contribution }} as contribution,
        case
            when weights.weight > 0 and weights.other_item_rank != history.item_rank
                then {{ recmart.pack_wide(contribution, 'history.item_rank') }}
        end as cause
        {%- if may_cancel -%},
        abs(weights.weight) as rounding
        {%- endif %}
    from {{ history }} as history
    inner join {{ weights }} as weights on history.item_rank = weights.item_rank

    union all

    select
        {{ recmart.pack('user_number', 'item_rank') }} as user_item,
        -{{ recmart.fixed_point(60) }} as contribution,
        null as cause
        {%- if may_cancel -%},
        0 as rounding
        {%- endif %}
    from {{ barred }}

)

select
    {{ recmart.unpack_first('user_item') }} as user_number,
    {{ recmart.unpack_second('user_item') }} as item_rank,
    sum(contribution) as score,
    max(cause) as cause
from evidence
group by user_item
having sum(contribution) > {{
    "sum(rounding)" if may_cancel else 0
}}
{% endmacro %}
