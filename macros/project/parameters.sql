{% macro parameters(domain, asked=none) %}
    {#- All that a domain's lists are made with: the var `parameters` of the project
        (custom: on top of `custom_parameters`), and in its place, one by one, what
        `recmart_parameters` says. Checked is what overrides, and of the rest what is asked
        for, which is all if it is none. -#}
    {%- do recmart.check_arguments('parameters', {
        'domain': ['string', domain],
        'asked': ['optional[string]', asked],
    }) -%}
    {%- set asked = asked.split('.') if asked is not none else none -%}
    {%- set defaults = var('parameters', {}) -%}
    {%- set custom = recmart.custom_parameters() if domain == 'custom' else {} -%}
    {%- if project_name == 'recmart' -%}
        {%- set custom = recmart.merged_parameters(
            'custom', custom, defaults.get('custom') or {}, asked
        ) if domain == 'custom' else {} -%}
    {%- elif domain != 'custom' and domain not in defaults -%}
        {{ exceptions.raise_compiler_error(
            "Your var `parameters` hides the one of recmart: write it under the name"
            ~ " of your project, vars: " ~ project_name ~ ": parameters: ..."
        ) }}
    {%- endif -%}
    {%- set defaults = dict(defaults, custom=custom) -%}
    {%- set overrides = var('recmart_parameters', {}) or {} -%}
    {%- if domain not in defaults -%}
        {{ exceptions.raise_compiler_error(
            "parameters: there is no domain '" ~ domain ~ "', only "
            ~ defaults | sort | join(", ") ~ "."
        ) }}
    {%- endif -%}
    {%- if overrides is not mapping -%}
        {{ exceptions.raise_compiler_error(
            "var recmart_parameters: '" ~ overrides ~ "' is no mapping of domains."
        ) }}
    {%- endif -%}
    {%- for name in overrides if name not in defaults -%}
        {{ exceptions.raise_compiler_error(
            "var recmart_parameters: there is no domain '" ~ name ~ "', only "
            ~ defaults | sort | join(", ") ~ "."
        ) }}
    {%- endfor -%}
    {{ return(recmart.merged_parameters(
        domain, defaults[domain], overrides.get(domain) or {}, asked
    )) }}
{% endmacro %}


{% macro merged_parameters(path, defaults, overrides, asked=none) %}
    {%- if overrides is not mapping -%}
        {{ exceptions.raise_compiler_error(
            "parameters: " ~ path ~ " is '" ~ overrides
            ~ "', no mapping of names to values."
        ) }}
    {%- endif -%}
    {%- for name in overrides if name not in defaults -%}
        {{ exceptions.raise_compiler_error(
            "parameters: " ~ path ~ " has no parameter '" ~ name
            ~ "', only " ~ defaults | sort | join(", ") ~ "."
        ) }}
    {%- endfor -%}
    {%- set merged = dict(defaults) -%}
    {%- for name, default in defaults.items()
        if asked is none or name == asked[0] or name in overrides -%}
        {%- set here = path ~ "." ~ name -%}
        {%- if default is mapping -%}
            {#- Of a group that only overrides name, nothing else is asked for. -#}
            {%- set asked_of_group = none if asked is none
                else ((asked[1:] or none) if name == asked[0] else ['']) -%}
            {%- do merged.update({name: recmart.merged_parameters(
                here, default, overrides.get(name) or {}, asked_of_group
            )}) -%}
        {%- else -%}
            {%- do merged.update({
                name: recmart.checked_parameter(here, overrides.get(name, default))
            }) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(merged) }}
{% endmacro %}
