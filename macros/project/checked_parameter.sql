{% macro checked_parameter(path, value) %}
    {#- The value, if it is of the kind that its name, the last part of the path, asks for:
        a number; most not below 0, some whole, half-lives and levels maybe null. Else an error. -#}
    {%- do recmart.check_arguments('checked_parameter', {
        'path': ['string', path],
        'value': ['any', value],
    }) -%}
    {%- set name = path.split('.') | last -%}
    {#- JSON may write a millionth as 1e-06, which YAML reads as a text. -#}
    {%- if value is string and modules.re.fullmatch('-?[0-9.]+(e[-+]?[0-9]+)?', value) -%}
        {%- set value = value | float -%}
    {%- endif -%}
    {%- set is_number = value is number and value is not boolean -%}
    {%- set problem = namespace(text='') -%}
    {%- if name == 'half_life_days' -%}
        {%- if value is not none and not (is_number and value > 0) -%}
            {%- set problem.text = 'neither a number above 0 nor null' -%}
        {%- endif -%}
    {%- elif name == 'level' -%}
        {%- if value is not none and not (value is integer and value > 0) -%}
            {%- set problem.text = 'neither a whole number from 1 up nor null' -%}
        {%- endif -%}
    {%- elif name in [
        'rank', 'neighbours', 'history_size', 'window', 'min_users_in_common',
        'strongest_words', 'window_days', 'min_interactions',
    ] -%}
        {%- if value is not integer or value < 0 -%}
            {%- set problem.text = 'no whole number from 0 up' -%}
        {%- endif -%}
    {%- elif not is_number -%}
        {%- set problem.text = 'no number' -%}
    {%- elif value < 0 and not name.endswith('exponent') -%}
        {%- set problem.text = 'below 0' -%}
    {%- endif -%}
    {%- if problem.text -%}
        {{ exceptions.raise_compiler_error(
            "parameter " ~ path ~ ": '" ~ value ~ "' is " ~ problem.text ~ "."
        ) }}
    {%- endif -%}
    {{ return(value) }}
{% endmacro %}
