{% macro evaluated_category(domain, items) %}
    {#- SQL, the category of an item that calibration asks for; nothing where the var
        `evaluation` names none. Of the user's own items it may be an attribute. -#}
    {%- do recmart.check_arguments('evaluated_category', {
        'domain': ['string', domain],
        'items': ['relation', items],
    }) -%}
    {%- set category = recmart.evaluation_settings(domain).category -%}
    {%- if not category or domain != 'custom' -%}
        {%- do recmart.check_evaluated_columns(
            domain, 'category', items, [category] if category else []
        ) -%}
        {{ return(category) }}
    {%- endif -%}
    {%- set known = recmart.known_columns(items) -%}
    {%- if category | lower in known -%} {{ return(category) }} {%- endif -%}
    {%- set value = recmart.attribute_value('attributes', category) -%}
    {%- if known and not run_query(
        "select 1 from " ~ items ~ " where " ~ value ~ " is not null limit 1"
    ).rows -%}
        {{ exceptions.raise_compiler_error(
            "var evaluation: category '" ~ category ~ "' of custom is no column of "
            ~ items.identifier ~ ", nor an attribute that any item has."
        ) }}
    {%- endif -%}
    {{ return(value) }}
{% endmacro %}


{% macro attribute_value(packed, name) %}
    {{ return(adapter.dispatch('attribute_value', 'recmart')(packed, name)) }}
{% endmacro %}


{% macro default__attribute_value(packed, name) -%}
    map_extract({{ recmart.unpacked_attributes(packed) }}, {{ recmart.text_literal(name) }})[1]
{%- endmacro %}


{% macro spark__attribute_value(packed, name) -%}
    element_at({{ recmart.unpacked_attributes(packed) }}, {{ recmart.text_literal(name) }})
{%- endmacro %}


{% macro postgres__attribute_value(packed, name) -%}
    {{ recmart.unpacked_attributes(packed) }} ->> {{ recmart.text_literal(name) }}
{%- endmacro %}
