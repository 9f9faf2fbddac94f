{% macro event_weight(event_type, domain) -%}
    {#- What an event of a type that speaks for the item is worth, beside what was watched. -#}
    {%- do recmart.check_arguments('event_weight', {
        'event_type': ['string', event_type],
        'domain': ['string', domain],
    }) -%}
    {%- set kinds = recmart.event_kinds(domain) -%}
    cast(
        case
            when {{ event_type }} is null then {{ 0 if domain == 'streaming' else 1 }}
            {% for worth, types in kinds.worth.items() -%}
            when {{ recmart.event_key(event_type) }} in ({{ types | join(", ") }})
                then {{ worth }}
            {% endfor -%}
            when {{ recmart.event_sign(event_type, domain) | indent(12) }} > 0
                then {{ kinds.other_worth }}
            else 0
        end as double
    )
{%- endmacro %}
