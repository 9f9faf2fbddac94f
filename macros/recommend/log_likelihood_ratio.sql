{% macro log_likelihood_ratio(in_common, users, other_users, all_users) -%}
    {#- Dunning's G² of the 2×2 table of who likes one item, the other, both. -#}
    {%- do recmart.check_arguments('log_likelihood_ratio', {
        'in_common': ['string', in_common],
        'users': ['string', users],
        'other_users': ['string', other_users],
        'all_users': ['string', all_users],
    }) -%}
    greatest(
        0,
        2 * (
            {{ recmart.x_log_x(all_users) }} * 2
            - {{ recmart.x_log_x(users) }}
            - {{ recmart.x_log_x(all_users ~ ' - ' ~ users) }}
            - {{ recmart.x_log_x(other_users) }}
            - {{ recmart.x_log_x(all_users ~ ' - ' ~ other_users) }}
            + {{ recmart.x_log_x(in_common) }}
            + {{ recmart.x_log_x(users ~ ' - ' ~ in_common) }}
            + {{ recmart.x_log_x(other_users ~ ' - ' ~ in_common) }}
            + {{ recmart.x_log_x(
                all_users ~ ' - ' ~ users ~ ' - ' ~ other_users ~ ' + ' ~ in_common
            ) }}
            - {{ recmart.x_log_x(all_users) }}
        )
    )
{%- endmacro %}


{% macro x_log_x(x) -%}
    case when {{ x }} > 0 then ({{ x }}) * ln(
        cast({{ x }} as {{ recmart.type_double() }})
    ) else 0 end
{%- endmacro %}
