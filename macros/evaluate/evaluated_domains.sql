{% macro evaluated_domains() %}
    {#- The domains that this invocation of dbt evaluates: those that the var
        `evaluated_domains` names, else those whose lists it builds. All of them while
        dbt draws its graph. -#}
    {%- set known = recmart.domains() -%}
    {%- if not execute -%} {{ return(known) }} {%- endif -%}
    {%- set named = var('evaluated_domains') -%}
    {%- if named is not none -%}
        {%- for domain in named if domain not in known -%}
            {{ exceptions.raise_compiler_error(
                "var evaluated_domains: '" ~ domain ~ "' is none of "
                ~ known | join(', ') ~ "."
            ) }}
        {%- endfor -%}
        {{ return(named) }}
    {%- endif -%}
    {%- set built = [] -%}
    {%- for domain in known
        if selected_resources | select(
            'equalto', 'model.recmart.' ~ domain ~ '__recommendations'
        ) | list -%}
        {%- do built.append(domain) -%}
    {%- endfor -%}
    {{ return(built) }}
{% endmacro %}
