{% macro is_wanted(part, parameter=none) %}
    {#- Whether a model of a domain, or of the evaluation, is in the graph. Not if the
        parameter that gives it its weight is 0; and in a project that has recmart as a
        package only the general domain, if the var `recmart_interactions` says where its
        interactions are, and its evaluation, if there is something to hold against it. -#}
    {%- do recmart.check_arguments('is_wanted', {
        'part': ['string', part],
        'parameter': ['optional[string]', parameter],
    }) -%}
    {%- set is_own_project = project_name == 'recmart' -%}
    {%- if is_own_project != (target.profile_name == 'recmart') -%}
        {{ exceptions.raise_compiler_error(
            "The project recmart runs with a profile of the name recmart, and no other"
            ~ " project does: here the project is " ~ project_name ~ " and its profile "
            ~ target.profile_name ~ ". Rename the profile."
        ) }}
    {%- endif -%}
    {%- set names_relation = var('recmart_interactions', none) or '' -%}
    {%- set holds_out = names_relation != '' and (
        recmart.as_of() is not none or (var('recmart_holdout', none) or '') != ''
    ) -%}
    {{ return(
        (
            is_own_project
            or (names_relation != '' and part == 'custom')
            or (part == 'evaluation' and holds_out)
        )
        and (parameter is none or recmart.parameter(part, parameter) > 0)
    ) }}
{% endmacro %}
