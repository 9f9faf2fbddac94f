{% macro is_wanted(domain, parameter=none) %}
    {#- Whether a model of the domain is in the graph. Not if the parameter that gives it
        its weight is 0; and in a project that has recmart as a package only the general
        domain, if the var `recmart_interactions` says where its interactions are. -#}
    {%- set is_own_project = project_name == 'recmart' -%}
    {%- if is_own_project != (target.profile_name == 'recmart') -%}
        {{ exceptions.raise_compiler_error(
            "The project recmart runs with a profile of the name recmart, and no other"
            ~ " project does: here the project is " ~ project_name ~ " and its profile "
            ~ target.profile_name ~ ". Rename the profile."
        ) }}
    {%- endif -%}
    {{ return(
        (is_own_project or (domain == 'custom' and var('recmart_interactions', '') != ''))
        and (parameter is none or recmart.parameter(domain, parameter) > 0)
    ) }}
{% endmacro %}
