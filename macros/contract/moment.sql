{% macro moment(rows, time_column, is_cut=true, is_today=true, weight=none) %}
    {#- One row: what counts as now (`now_at`), and when it all began (`began_at`). -#}
    {%- do recmart.check_arguments('moment', {
        'rows': ['relation', rows],
        'time_column': ['string', time_column],
        'is_cut': ['bool', is_cut],
        'is_today': ['bool', is_today],
        'weight': ['optional[string]', weight],
    }) -%}
    {%- set as_of = recmart.as_of() -%}
    {%- set today = recmart.today() if is_today else none -%}
    {%- set known = today if as_of is none else as_of if is_cut else none -%}
    {#- Of this many rows on, a usual gap can be told. -#}
    {%- set enough_rows = 20 -%}
    {%- set long_gap = 5 * 365 -%}
with

days as (

    {{ recmart.days_with_gaps(rows, time_column, weight) | indent(4) }}

),

measured as (

    select
        *,
        {{ recmart.stray_rows('all_rows') }} as stray_rows
    from days

),

-- Of the latter half, strays left out: how long nothing may happen. Written out, as one
-- row is else computed anew for each that it is joined to, where rows cannot be foreseen.
usual as {{ recmart.written_out() }} (

    select
        case
            when max(all_rows) >= {{ enough_rows }}
                then 2 * greatest(
                    max(
                        case
                            when
                                rows_from_day > stray_rows
                                and 2 * rows_up_to_day > all_rows
                                then days_before
                        end
                    ),
                    1
                )
            else {{ long_gap }}
        end as longest_gap
    from measured

),

strays as {{ recmart.written_out() }} (

    select
        min(
            case
                when
                    rows_from_day <= stray_rows
                    and all_rows - rows_from_day >= 2
                    and days_before > longest_gap
                    then calendar_day
            end
        ) as after_day,
        max(
            case
                when
                    rows_up_to_day <= stray_rows
                    and days_after > greatest(longest_gap, 365)
                    then calendar_day
            end
        ) as before_day
    from measured
    cross join usual

)

select
    {{ known or 'max(case
        when calendar_day < after_day or after_day is null then last_at
    end)' }} as now_at,
    min(
        case when calendar_day > before_day or before_day is null then first_at end
    ) as began_at
from days
cross join strays
{% endmacro %}
