{% macro check_evaluated_columns(domain, setting, relation, columns) %}
    {#- An error where the var `evaluation` names columns that a relation does not have. -#}
    {%- do recmart.check_arguments('check_evaluated_columns', {
        'domain': ['string', domain],
        'setting': ['string', setting],
        'relation': ['relation', relation],
        'columns': ['list[string]', columns],
    }) -%}
    {%- if not execute or not columns -%} {{ return('') }} {%- endif -%}
    {%- set known = adapter.get_columns_in_relation(relation)
        | map(attribute='name') | map('lower') | list -%}
    {#- Of what a unit test gives nothing is known. -#}
    {%- for column in columns if known and column | lower not in known -%}
        {{ exceptions.raise_compiler_error(
            "var evaluation: " ~ setting ~ " '" ~ column ~ "' of " ~ domain
            ~ " is no column of " ~ relation.identifier ~ ", which has "
            ~ known | join(', ') ~ "."
        ) }}
    {%- endfor -%}
{% endmacro %}
