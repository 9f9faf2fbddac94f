{% macro evaluation_settings(domain) %}
    {#- What the vars `evaluation` and, before it, `recmart_evaluation` say of a domain,
        with what holds where they are silent. -#}
    {%- do recmart.check_arguments('evaluation_settings', {
        'domain': ['string', domain],
    }) -%}
    {%- set settings = {
        'holdout': 'as_of',
        'popular_candidates': none,
        'category': none,
        'listable': none,
        'segments': {},
        'vars': [],
        'env_vars': [],
    } -%}
    {#- Another project may have one of that name. -#}
    {%- set shipped = var('evaluation', {}) if project_name == 'recmart' else {} -%}
    {%- for each in var('parameters')
        if target.profile_name == 'recmart' and each not in shipped -%}
        {{ exceptions.raise_compiler_error(
            "var evaluation: nothing is said of " ~ each ~ ". --vars replaces a var as a"
            ~ " whole: name what is yours in recmart_evaluation, which goes before it."
        ) }}
    {%- endfor -%}
    {%- for said in [shipped, var('recmart_evaluation', {})] -%}
        {%- for name, value in said.get(domain, {}).items() -%}
            {%- if name not in settings -%}
                {{ exceptions.raise_compiler_error(
                    "var evaluation: '" ~ name ~ "' of " ~ domain ~ " is none of "
                    ~ settings | join(', ') ~ "."
                ) }}
            {%- endif -%}
            {%- do settings.update({name: value}) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(settings) }}
{% endmacro %}
