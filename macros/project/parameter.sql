{% macro parameter(domain, name) %}
    {#- One of the values that a domain's lists are made with; see `parameters`. One of a
        group is named after it, as in `weights.similar`. -#}
    {%- do recmart.check_arguments('parameter', {
        'domain': ['string', domain],
        'name': ['string', name],
    }) -%}
    {%- set found = namespace(value=recmart.parameters(domain, name)) -%}
    {%- for part in name.split('.') -%}
        {%- if found.value is not mapping or part not in found.value -%}
            {{ exceptions.raise_compiler_error(
                "parameter: " ~ domain ~ " has no parameter '" ~ name ~ "', only "
                ~ recmart.parameters(domain) | sort | join(", ") ~ "."
            ) }}
        {%- endif -%}
        {%- set found.value = found.value[part] -%}
    {%- endfor -%}
    {{ return(found.value) }}
{% endmacro %}
