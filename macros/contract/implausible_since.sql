{% macro implausible_since(rows, time_column, weight=none) %}
    {#- One row, one column `since`: from which day on times cannot be meant; null where all
        can. Few rows are ten years after all others (twice that, where the others are few
        too), or after today where that is known. -#}
    {%- do recmart.check_arguments('implausible_since', {
        'rows': ['relation', rows],
        'time_column': ['string', time_column],
        'weight': ['optional[string]', weight],
    }) -%}
    {%- set gap = var('implausible_gap_days', none) or 3653 -%}
    {%- if gap is not number or gap is boolean or gap < 1 -%}
        {{ exceptions.raise_compiler_error(
            "var implausible_gap_days: '" ~ gap ~ "' is no number of days from 1 up."
        ) }}
    {%- endif -%}
    {%- set today = recmart.today() -%}
with

days as (

    {{ recmart.days_with_gaps(rows, time_column, weight) | indent(4) }}

)

select
    min(
        case
            when
                rows_from_day <= {{ recmart.stray_rows('all_rows') }}
                and all_rows - rows_from_day >= 2
                and days_before > {{ gap }} * case when all_rows < 20 then 2 else 1 end
                then calendar_day
            {%- if today %}
            when
                rows_after_today <= {{ recmart.stray_rows('all_rows') }}
                and is_after_today
                then calendar_day
            {%- endif %}
        end
    ) as since
from
    {% if today -%}
    (
        select
            *,
            calendar_day > {{ dbt.dateadd('day', 1, today) }} as is_after_today,
            sum(
                case
                    when calendar_day > {{ dbt.dateadd('day', 1, today) }} then rows_of_day
                    else 0
                end
            ) over () as rows_after_today
        from days
    ) as days
    {%- else -%}
    days
    {%- endif %}
{% endmacro %}
