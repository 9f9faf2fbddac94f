{% macro is_merchandised(domain) %}
    {#- Whether a shop has a say in the lists of a domain: the var `merchandising` names it,
        or, of the general domain, its file or relation is named. -#}
    {%- do recmart.check_arguments('is_merchandised', {
        'domain': ['string', domain],
    }) -%}
    {%- if project_name != 'recmart' -%}
        {{ return(domain == 'custom' and (var('recmart_merchandising', none) or '') != '') }}
    {%- endif -%}
    {%- set able = ['custom', 'grocery', 'shoes', 'streaming'] -%}
    {%- set named = var('merchandising', none) or [] -%}
    {%- if named is string or named is mapping or named is not sequence -%}
        {{ exceptions.raise_compiler_error(
            "var merchandising: '" ~ named ~ "' is no list of domains."
        ) }}
    {%- endif -%}
    {%- for name in named if name not in able -%}
        {{ exceptions.raise_compiler_error(
            "var merchandising: '" ~ name ~ "' is none of " ~ able | join(", ") ~ "."
        ) }}
    {%- endfor -%}
    {%- set is_named_alone = (
        domain == 'custom' and not named and env_var('RECMART_MERCHANDISING', '') != ''
    ) -%}
    {{ return(
        target.profile_name == 'recmart' and (domain in named or is_named_alone)
    ) }}
{% endmacro %}
