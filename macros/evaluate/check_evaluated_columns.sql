{% macro check_evaluated_columns(domain, setting, relation, columns) %}
    {#- An error where the var `evaluation` names columns that a relation does not have. -#}
    {%- do recmart.check_arguments('check_evaluated_columns', {
        'domain': ['string', domain],
        'setting': ['string', setting],
        'relation': ['relation', relation],
        'columns': ['list[string]', columns],
    }) -%}
    {%- set known = recmart.known_columns(relation) if columns else [] -%}
    {%- for column in columns if known and column | lower not in known -%}
        {{ exceptions.raise_compiler_error(
            "var evaluation: " ~ setting ~ " '" ~ column ~ "' of " ~ domain
            ~ " is no column of " ~ relation.identifier ~ ", which has "
            ~ known | join(', ') ~ "."
        ) }}
    {%- endfor -%}
{% endmacro %}


{% macro known_columns(relation) %}
    {#- In lower case. Of what a unit test gives, or is not built yet, nothing is known. -#}
    {{ return(
        adapter.get_columns_in_relation(relation)
        | map(attribute='name') | map('lower') | list if execute else []
    ) }}
{% endmacro %}
