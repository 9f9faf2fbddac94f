{% macro is_watched() %}
    {#- Whether lists are remembered: of recmart's own project, in what people are shown,
        on engines whose tables may be read while they are made anew. -#}
    {{ return(
        target.profile_name == 'recmart'
        and target.type in ['duckdb', 'postgres']
        and recmart.as_of() is none
    ) }}
{% endmacro %}
