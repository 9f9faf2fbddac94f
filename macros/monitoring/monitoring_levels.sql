{% macro monitoring_levels(domain) %}
    {#- From where on a domain's data and lists are worth a warning, and from where on
        they stop a build: by name a mapping with warn and error, each a number or none. -#}
    {%- do recmart.check_arguments('monitoring_levels', {
        'domain': ['string', domain],
    }) -%}
    {%- set levels = {} -%}
    {%- for name, warn in recmart.default_monitoring_levels().items() -%}
        {%- do levels.update({name: {'warn': warn, 'error': none}}) -%}
    {%- endfor -%}
    {%- set given = var('monitoring', none) or {} -%}
    {%- set path = 'var monitoring' -%}
    {%- do recmart.check_is_mapping(path, given) -%}
    {%- set own = given.get(domain) or {} -%}
    {%- do recmart.check_is_mapping(path ~ ', ' ~ domain, own) -%}
    {%- for part in [given, own] -%}
        {%- for name, level in part.items()
            if part is sameas own or name not in recmart.domains() -%}
            {%- do levels.update({
                name: recmart.checked_level(name, level, levels.get(name)),
            }) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(levels) }}
{% endmacro %}


{#- Where a warning begins; nothing stops a build unless somebody says so. -#}
{% macro default_monitoring_levels() %}
    {{ return({
        'missing_days': 0,
        'volume': 5,
        'like_rate': 5,
        'freshness_days': 7,
        'rejected_share': 0.1,
        'rejected_rise': 0.02,
        'share_without_list': 0.1,
        'coverage': 0.02,
    }) }}
{% endmacro %}


{% macro checked_level(name, level, former) %}
    {%- if not former -%}
        {{ exceptions.raise_compiler_error(
            "var monitoring: '" ~ name ~ "' is none of "
            ~ recmart.default_monitoring_levels() | join(', ') ~ ", "
            ~ recmart.domains() | join(', ') ~ "."
        ) }}
    {%- endif -%}
    {#- A number alone is where warnings begin; nothing: it is not watched. -#}
    {%- set given = level if level is mapping else {'warn': level} if level is not none
        else {'warn': none, 'error': none} -%}
    {%- for kind, value in given.items() -%}
        {%- if kind not in ['warn', 'error'] or not (
            value is none or (value is number and value is not boolean and value >= 0)
        ) -%}
            {{ exceptions.raise_compiler_error(
                "var monitoring: " ~ name ~ " is '" ~ level ~ "': give it a number from"
                ~ " 0 up, {warn: number, error: number}, or null to watch it no more."
            ) }}
        {%- endif -%}
    {%- endfor -%}
    {{ return(dict(former, **given)) }}
{% endmacro %}


{% macro check_is_mapping(path, value) %}
    {%- if value is not mapping -%}
        {{ exceptions.raise_compiler_error(
            path ~ ": '" ~ value ~ "' is no mapping of names to levels."
        ) }}
    {%- endif -%}
{% endmacro %}
