{% macro logged_builds() %}
    {#- Of how many builds of a domain the lists are remembered. -#}
    {%- set builds = var('logged_builds', 30) -%}
    {%- if builds is not integer or builds is boolean or builds < 0 -%}
        {{ exceptions.raise_compiler_error(
            "var logged_builds: '" ~ builds ~ "' is no whole number from 0 up."
        ) }}
    {%- endif -%}
    {{ return(builds) }}
{% endmacro %}
