{% macro logged_domains() %}
    {#- The domains whose lists are in this database with what they were made of,
        whichever run has built them; all while the project is read, for the lineage. -#}
    {%- set logged = [] -%}
    {%- for domain in recmart.domains() -%}
        {%- set needed = [
            ref('int_' ~ domain ~ '__interactions'),
            ref('int_' ~ domain ~ '__users'),
            ref('int_' ~ domain ~ '__items'),
            ref(domain ~ '__recommendations'),
        ] -%}
        {%- set missing = [] -%}
        {%- for relation in needed if execute and not load_relation(relation) -%}
            {%- do missing.append(relation) -%}
        {%- endfor -%}
        {%- if not missing -%} {%- do logged.append(domain) -%} {%- endif -%}
    {%- endfor -%}
    {{ return(logged) }}
{% endmacro %}
