{% macro evaluation_settings(domain) %}
    {#- What the var `evaluation` says of a domain, with what holds where it is silent. -#}
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
    {%- for name, value in var('evaluation', {}).get(domain, {}).items() -%}
        {%- if name not in settings -%}
            {{ exceptions.raise_compiler_error(
                "var evaluation: '" ~ name ~ "' of " ~ domain ~ " is none of "
                ~ settings | join(', ') ~ "."
            ) }}
        {%- endif -%}
        {%- do settings.update({name: value}) -%}
    {%- endfor -%}
    {{ return(settings) }}
{% endmacro %}
