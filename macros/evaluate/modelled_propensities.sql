{% macro modelled_propensities(log, contexts, prior=20) %}
    {#- A log with the probability that what it shows would be shown there, where none was
        logged: the item's share of what was shown in the same context, drawn towards its
        share of all as if so many more had been shown. -#}
    {%- do recmart.check_arguments('modelled_propensities', {
        'log': ['relation', log],
        'contexts': ['list[string]', contexts],
        'prior': ['integer', prior],
    }) -%}
    {%- if prior < 0 -%}
        {{ exceptions.raise_compiler_error(
            "modelled_propensities: prior " ~ prior ~ " is below 0."
        ) }}
    {%- endif -%}
    {%- set context = contexts | join(', ') or '1' %}
with

counted as (

    select
        log.*,
        cast(count(*) over () as {{ recmart.type_double() }}) as of_all,
        cast(count(*) over (partition by item_id) as {{ recmart.type_double() }})
            as of_item,
        cast(count(*) over (partition by {{ context }}) as {{ recmart.type_double() }})
            as of_context,
        cast(
            count(*) over (partition by item_id, {{ context }})
            as {{ recmart.type_double() }}
        ) as of_item_in_context
    from {{ log }} as log

)

select
    *,
    (of_item_in_context + {{ prior }} * of_item / of_all)
    / (of_context + {{ prior }}) as propensity
from counted
{% endmacro %}
