{% macro clean_text(column, type) %}
    {#- Trimmed and in Unicode's normal form, null when nothing is there. What programs
        write for a missing value counts as missing where no name could be meant. -#}
    {%- do recmart.check_arguments('clean_text', {
        'column': ['string', column],
        'type': ['string', type],
    }) -%}
    {{ return(adapter.dispatch('clean_text', 'recmart')(column, type)) }}
{% endmacro %}


{% macro default__clean_text(column, type) %}
    {%- set trimmed = (
        "nullif(btrim(" ~ column ~ ", ' ' || chr(9) || chr(10) || chr(13)), '')"
    ) -%}
    case
            when lower({{ trimmed }}) not in ({{ recmart.missing_literals(type) }})
                then {{ trimmed }}
        end
{%- endmacro %}


{% macro duckdb__clean_text(column, type) %}
    {#- To trim, and to look for what stands for nothing, costs ten times what it costs to
        see by the first character and the last that there is nothing to look for: what begins
        with a letter or digit that no marker begins with. -#}
    {%- set trimmed -%}
nullif(
                case
                    when {{ column }} >= '!' and {{ column }} < chr(127)
                        and right({{ column }}, 1) between '!' and '~' then {{ column }}
                    else trim({{ column }}, {{ recmart.blanks() }})
                end,
                ''
            )
    {%- endset -%}
    {%- set firsts = recmart.missing_markers(type) | map('first') | unique | join -%}
    {%- set ends = modules.re.escape(firsts ~ ':[{') -%}
    {%- set plain_starts = [] -%}
    {%- for letters in [
        '0123456789:', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ[', 'abcdefghijklmnopqrstuvwxyz{'
    ] -%}
        {%- for run, beyond in modules.re.findall(
            '([^' ~ ends ~ ']+)([' ~ ends ~ '])', letters, modules.re.IGNORECASE
        ) -%}
            {%- do plain_starts.append(
                "(" ~ column ~ " >= '" ~ run | first ~ "' and " ~ column ~ " < '" ~ beyond ~ "')"
            ) -%}
        {%- endfor -%}
    {%- endfor -%}
    case
            when
                ({{ plain_starts | join(' or ') }})
                and right({{ column }}, 1) between '!' and '~'
                then nfc_normalize({{ column }})
            when lower({{ trimmed }}) not in ({{ recmart.missing_literals(type) }})
                then nfc_normalize({{ trimmed }})
        end
{%- endmacro %}


{% macro postgres__clean_text(column, type) %}
    {%- set trimmed = "nullif(btrim(" ~ column ~ ", " ~ recmart.blanks() ~ "), '')" -%}
    case
            when lower({{ trimmed }}) not in ({{ recmart.missing_literals(type) }})
                then normalize({{ trimmed }}, nfc)
        end
{%- endmacro %}


{% macro blanks() %}
    {%- set blanks = [] -%}
    {%- set spaces = [9, 10, 11, 12, 13, 32, 133, 160, 5760] + range(8192, 8204) | list
        + [8232, 8233, 8239, 8287, 12288, 65279] -%}
    {%- for code in spaces -%}
        {%- do blanks.append('chr(' ~ code ~ ')') -%}
    {%- endfor -%}
    {{ return(blanks | join(' || ')) }}
{% endmacro %}


{% macro missing_markers(type) %}
    {#- What stands for nothing in databases' and programs' exports, in lower case. An id
        may be NA; a title may be any word. -#}
    {%- set markers = ['\\n', '<na>', '#n/a', '#na', '#n/a n/a', '(null)'] -%}
    {%- set places = ['place', 'region'] -%}
    {%- if type not in ['text', 'rest'] -%}
        {%- do markers.extend(['nan', '-nan', 'nat', 'null', 'none', 'n/a', '<nat>']) -%}
    {%- endif -%}
    {%- if type in places -%}
        {%- do markers.extend(['unknown', '-', '--']) -%}
    {%- elif type not in ['text', 'rest', 'id'] -%}
        {%- do markers.append('na') -%}
    {%- endif -%}
    {{ return(markers) }}
{% endmacro %}


{% macro missing_literals(type) %}
    {%- set literals = [] -%}
    {%- for marker in recmart.missing_markers(type) -%}
        {%- do literals.append(recmart.text_literal(marker)) -%}
    {%- endfor -%}
    {{ return(literals | join(', ')) }}
{% endmacro %}
