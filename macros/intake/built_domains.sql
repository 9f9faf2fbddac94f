{% macro built_domains() %}
    {#- The domains of which this database has tables that were read, whichever run has
        built them; all while the project is read, for the lineage. -#}
    {%- set built = [] -%}
    {%- for domain in recmart.domains() -%}
        {%- for table in recmart[domain ~ '_tables']() if domain not in built -%}
            {%- if not execute or load_relation(ref('base_' ~ domain ~ '__' ~ table)) -%}
                {%- do built.append(domain) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(built) }}
{% endmacro %}
