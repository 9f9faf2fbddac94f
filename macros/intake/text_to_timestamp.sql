{% macro text_to_timestamp(text, formats=[], is_day=false) %}
    {#- ISO 8601 with or without fraction and zone, compact dates and times, or epoch
        seconds (milli-, micro- and nanoseconds by their size), as UTC without zone; before
        these what a format says. -#}
    {%- do recmart.check_arguments('text_to_timestamp', {
        'text': ['string', text],
        'formats': ['list[string]', formats],
        'is_day': ['bool', is_day],
    }) -%}
    {{ return(adapter.dispatch('text_to_timestamp', 'recmart')(text, formats, is_day)) }}
{% endmacro %}


{% macro compact_digits(is_day) %}
    {#- What is no number of seconds: a day of our days or of the end of all, with or without
        a time; where days are meant, any. -#}
    {{ return(
        '((19|20)[0-9]{2}|9999)[0-9]{4}([0-9]{4}([0-9]{2})?)?' ~ ('|[0-9]{8}' if is_day else '')
    ) }}
{% endmacro %}


{% macro default__text_to_timestamp(text, formats, is_day) -%}
    {#- A year alone, or a year and a month, is no moment, nor so many seconds. -#}
    {%- set compact = "['%Y%m%d', '%Y%m%d%H%M', '%Y%m%d%H%M%S']" -%}
    {%- set whole = "try_cast(" ~ text ~ " as bigint)" -%}
    {%- set number = "try_cast(" ~ text ~ " as double)" -%}
    {%- set compact_digits = recmart.compact_digits(is_day) -%}
    {%- set year_or_month = '(1[6-9]|2[01])[0-9]{2}(0[1-9]|1[0-2])?' -%}
    {#- A program may have made a number of it. -#}
    {%- set digits = "cast(try_cast(floor(" ~ number ~ ") as bigint) as varchar)" -%}
    {#- A comma before the fraction, a blank before the zone, a small z. -#}
    {%- set rewritten = namespace(text=text) -%}
    {%- for found, meant in {',': '.', ' +': '+', ' -': '-', 'z': 'Z', ' Z': 'Z'}.items() -%}
        {%- set rewritten.text = (
            "replace(" ~ rewritten.text ~ ", '" ~ found ~ "', '" ~ meant ~ "')"
        ) -%}
    {%- endfor -%}
    {%- set moment = (
        'coalesce(' ~ recmart.moment_of_text(text) ~ ', '
        ~ recmart.moment_of_text(rewritten.text) ~ ')'
    ) -%}
    case
            {% for format in formats if format in recmart.units_of_counts() -%}
            when regexp_full_match({{ text }}, '[0-9]{1,6}([.][0-9]*)?')
                then make_timestamp(cast(
                    {{ number }} * {{ recmart.units_of_counts()[format] }} * 1e6 as bigint
                ))
            {% endfor -%}
            {% for format in formats if format not in recmart.units_of_counts() -%}
            {#- Two digits of a year are none of the first century. #}
            when try_strptime({{ text }}, {{ recmart.text_literal(format) }})
                >= timestamp '1000-01-01'
                then try_strptime({{ text }}, {{ recmart.text_literal(format) }})
                {%- if '%z' in format or '%Z' in format %} at time zone 'UTC' {%- endif %}
            {% endfor -%}
            {#- A plain time of our days: the cast that knows no zones takes a fourth. #}
            when {{ text }} like '____-__-__ __:__:__' and {{ text }} >= '19'
                and {{ text }} < '3' and right({{ text }}, 8) not like '% %'
                then coalesce(try_cast({{ text }} as timestamp), {{ moment }})
            when {{ text }} like '____-__-__%' and {{ text }} >= '0' and {{ text }} < ':'
                then {{ moment }}
            when regexp_full_match({{ text }}, '{{ compact_digits }}')
                then try_strptime({{ text }}, {{ compact }})
            when regexp_full_match({{ text }}, '{{ year_or_month }}')
                then null
            {% if formats -%}
            {#- What a format does not read is no second of early 1970 either. #}
            when regexp_full_match({{ text }}, '[0-9]{1,7}([.][0-9]*)?')
                then null
            {% endif -%}
            when regexp_full_match({{ text }}, '[0-9]{1,11}')
                then make_timestamp({{ whole }} * 1000000)
            when regexp_full_match({{ text }}, '[0-9]{12,14}')
                then make_timestamp({{ whole }} * 1000)
            when regexp_full_match({{ text }}, '[0-9]{15,17}')
                then make_timestamp({{ whole }})
            when regexp_full_match({{ text }}, '[0-9]{18,19}')
                then make_timestamp({{ whole }} // 1000)
            when regexp_full_match({{ text }}, '[0-9]+([.][0-9]*)?([eE][+]?[0-9]+)?')
                then case
                    when regexp_full_match({{ digits }}, '{{ compact_digits }}')
                        then case
                            when {{ number }} = floor({{ number }})
                                then try_strptime({{ digits }}, {{ compact }})
                        end
                    when regexp_full_match({{ digits }}, '{{ year_or_month }}') then null
                    else make_timestamp(case
                        when {{ number }} < 1e11 then cast({{ number }} * 1e6 as bigint)
                        when {{ number }} < 1e14 then cast({{ number }} * 1e3 as bigint)
                        when {{ number }} < 1e17 then cast({{ number }} as bigint)
                        when {{ number }} < 1e19 then cast({{ number }} / 1e3 as bigint)
                    end)
                end
            when regexp_full_match({{ text }}, '[0-9]{8}T[0-9]{4}([0-9]{2})?Z?')
                then try_strptime(
                    rtrim({{ text }}, 'Z'), ['%Y%m%dT%H%M%S', '%Y%m%dT%H%M']
                )
            when regexp_full_match({{ text }}, '[0-9]{4}[-/].*')
                then {{ moment }}
        end
{%- endmacro %}


{% macro moment_of_text(text) -%}
    {#- Without a zone it is UTC, whatever zone the session is in; (BC) is no ISO 8601. -#}
    case
        when contains({{ text }}, '(') then null
        {#- No zone is further from Greenwich than 14 hours. #}
        when regexp_matches(substr({{ text }}, 12), '[-+](1[5-9]|[2-9][0-9])') then null
        when regexp_matches(substr({{ text }}, 12), '[-+A-Za-z]')
            then try_cast({{ text }} as timestamp with time zone) at time zone 'UTC'
        else try_cast({{ text }} as timestamp)
    end
{%- endmacro %}


{% macro spark__text_to_timestamp(text, formats, is_day) -%}
    {%- if formats -%}
        {{ exceptions.raise_compiler_error(
            "The var custom_timestamp_format is for files, which DuckDB alone reads."
        ) }}
    {%- endif -%}
    {%- set compact_digits = recmart.compact_digits(is_day) -%}
    {%- set year_or_month = '(1[6-9]|2[01])[0-9]{2}(0[1-9]|1[0-2])?' -%}
    {%- set whole = "try_cast(" ~ text ~ " as bigint)" -%}
    {%- set number = "try_cast(" ~ text ~ " as double)" -%}
    {%- set digits = "cast(cast(floor(" ~ number ~ ") as bigint) as string)" -%}
    {#- A comma before the fraction, a blank before the zone, a small z, +0200, +02. -#}
    {%- set iso = recmart.replaced_matches(
        recmart.replaced_matches(
            "replace(replace(replace(replace(" ~ text ~ ", ',', '.'), ' +', '+'), ' -', '-'),"
            ~ " 'z', 'Z')",
            '([0-9]{2}[:.][0-9]{2,9}[+-][0-9]{2})$', '$1:00'
        ),
        '([0-9]{2}[:.][0-9]{2,9}[+-][0-9]{2})([0-9]{2})$', '$1:$2'
    ) -%}
    {%- set moment = "try_cast(" ~ iso ~ " as timestamp)" -%}
    case
            when {{ text }} like '____-__-__%' and {{ text }} >= '0' and {{ text }} < ':'
                then {{ moment }}
            when {{ recmart.matches_pattern(text, compact_digits, is_whole=true) }}
                then {{ recmart.moment_of_digits(text) }}
            when {{ recmart.matches_pattern(text, year_or_month, is_whole=true) }} then null
            when {{ recmart.matches_pattern(text, '[0-9]{1,11}', is_whole=true) }}
                then timestamp_micros({{ whole }} * 1000000)
            when {{ recmart.matches_pattern(text, '[0-9]{12,14}', is_whole=true) }}
                then timestamp_micros({{ whole }} * 1000)
            when {{ recmart.matches_pattern(text, '[0-9]{15,17}', is_whole=true) }}
                then timestamp_micros({{ whole }})
            when {{ recmart.matches_pattern(text, '[0-9]{18,19}', is_whole=true) }}
                then timestamp_micros({{ whole }} div 1000)
            when {{ recmart.matches_pattern(
                text, '[0-9]+([.][0-9]*)?([eE][+]?[0-9]+)?', is_whole=true
            ) }}
                then case
                    when {{ recmart.matches_pattern(digits, compact_digits, is_whole=true) }}
                        then case
                            when {{ number }} = floor({{ number }})
                                then {{ recmart.moment_of_digits(digits) }}
                        end
                    when {{ recmart.matches_pattern(digits, year_or_month, is_whole=true) }}
                        then null
                    else timestamp_micros(case
                        when {{ number }} < 1e11 then cast(rint({{ number }} * 1e6) as bigint)
                        when {{ number }} < 1e14 then cast(rint({{ number }} * 1e3) as bigint)
                        when {{ number }} < 1e17 then cast(rint({{ number }}) as bigint)
                        when {{ number }} < 1e19 then cast(rint({{ number }} / 1e3) as bigint)
                    end)
                end
            when {{ recmart.matches_pattern(text, '[0-9]{8}T[0-9]{4}([0-9]{2})?Z?', is_whole=true) }}
                then {{ recmart.moment_of_digits(
                    "replace(replace(" ~ text ~ ", 'T', ''), 'Z', '')"
                ) }}
            when {{ recmart.matches_pattern(text, '[0-9]{4}[-/].*', is_whole=true) }}
                then try_cast(replace({{ text }}, '/', '-') as timestamp)
        end
{%- endmacro %}


{% macro moment_of_digits(digits) -%}
    case length({{ digits }})
                        when 8 then try_to_timestamp({{ digits }}, 'yyyyMMdd')
                        when 12 then try_to_timestamp({{ digits }}, 'yyyyMMddHHmm')
                        when 14 then try_to_timestamp({{ digits }}, 'yyyyMMddHHmmss')
                    end
{%- endmacro %}


{% macro timestamp_formats() %}
    {#- How the times of the user's own files are written, if not as `text_to_timestamp`
        knows. -#}
    {%- set given = var('custom_timestamp_format', none) or [] -%}
    {%- set formats = [given] if given is string else given -%}
    {%- if formats is mapping or formats is not iterable or formats | reject('string') | list -%}
        {{ exceptions.raise_compiler_error(
            "custom_timestamp_format is '" ~ given ~ "', neither a format nor a list of them."
        ) }}
    {%- endif -%}
    {%- for format in formats if format not in recmart.units_of_counts() -%}
        {%- set unknown = modules.re.sub('%(-?[dmHIMSyj]|[aAbBcfgGnpuUVwWxXYzZ%])', '', format) -%}
        {%- if '%' in unknown or unknown == format -%}
            {{ exceptions.raise_compiler_error(
                "custom_timestamp_format is '" ~ format ~ "', no format of times such as"
                ~ " '%d.%m.%Y %H:%M', nor what a number counts: "
                ~ recmart.units_of_counts() | join(", ") ~ "."
            ) }}
        {%- endif -%}
    {%- endfor -%}
    {{ return(formats) }}
{% endmacro %}


{% macro units_of_counts() %}
    {#- In what a number may count since a first day that nobody knows, in seconds; that
        day is taken for the first of 1970. -#}
    {{ return({'hours': 3600, 'days': 86400, 'weeks': 604800}) }}
{% endmacro %}


{% macro postgres__text_to_timestamp(text, formats, is_day) -%}
    {#- There is no cast that gives null: what is cast is a day that there is. Compact
        forms are written out first. -#}
    {%- if formats -%}
        {{ exceptions.raise_compiler_error(
            "custom_timestamp_format is for files, which DuckDB reads: on "
            ~ target.type ~ " cast the times in the model that recmart reads."
        ) }}
    {%- endif -%}
    {%- set compact_digits = recmart.compact_digits(is_day) -%}
    {%- set year_or_month = '(1[6-9]|2[01])[0-9]{2}(0[1-9]|1[0-2])?' -%}
    {%- set number = "cast(" ~ text ~ " as numeric)" -%}
    {%- set seconds = "cast(" ~ text ~ " as double precision)" -%}
    {%- set digits = "cast(trunc(" ~ number ~ ") as text)" -%}
    case
            when {{ recmart.matches_pattern(text, '[0-9]{4}-[0-9]{2}-[0-9]{2}.*', is_whole=true) }}
                then {{ recmart.moment_of_iso_text(text) }}
            when {{ recmart.matches_pattern(text, compact_digits, is_whole=true) }}
                then {{ recmart.moment_of_compact_text(text) }}
            when {{ recmart.matches_pattern(text, year_or_month, is_whole=true) }}
                then null
            when {{ recmart.matches_pattern(
                text, '[0-9]{1,19}([.][0-9]{0,99})?([eE][+]?[0-9]{1,2})?', is_whole=true
            ) }}
                then case
                    when {{ recmart.matches_pattern(digits, compact_digits, is_whole=true) }}
                        then case
                            when {{ number }} % 1 = 0
                                then {{ recmart.moment_of_compact_text(digits) }}
                        end
                    when {{ recmart.matches_pattern(digits, year_or_month, is_whole=true) }} then null
                    when {{ number }} < 1e19
                        then timestamp '1970-01-01' + interval '1 microsecond' * cast(
                            case
                                when {{ number }} < 1e11
                                    then round({{ seconds }} * 1000000)
                                when {{ number }} < 1e14 then round({{ seconds }} * 1000)
                                when {{ number }} < 1e17 then round({{ seconds }})
                                else trunc({{ number }} / 1000)
                            end as double precision
                        )
                end
            when {{ recmart.matches_pattern(text, '[0-9]{8}T[0-9]{4}([0-9]{2})?Z?', is_whole=true) }}
                then {{ recmart.moment_of_compact_text(
                    "translate(" ~ text ~ ", 'TZ', '')"
                ) }}
            when {{ recmart.matches_pattern(text, '[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}.*', is_whole=true) }}
                then {{ recmart.moment_of_iso_text("replace(" ~ text ~ ", '/', '-')") }}
        end
{%- endmacro %}


{% macro moment_of_compact_text(text) %}
    {%- set written_out = (
        "regexp_replace(rpad(" ~ text ~ ", 14, '0'),"
        ~ " '^(....)(..)(..)(..)(..)(..)$', '\\1-\\2-\\3 \\4:\\5:\\6')"
    ) -%}
    {{ return(recmart.moment_of_iso_text(written_out)) }}
{% endmacro %}


{% macro moment_of_iso_text(text) -%}
    {%- set leap_years = (
        '([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)'
    ) -%}
    {%- set day = (
        '(?!0000)([0-9]{4}-((0?[13578]|1[02])-(0?[1-9]|[12][0-9]|3[01])'
        ~ '|(0?[469]|11)-(0?[1-9]|[12][0-9]|30)|0?2-(0?[1-9]|1[0-9]|2[0-8]))'
        ~ '|' ~ leap_years ~ '-0?2-29)'
    ) -%}
    {%- set time = '([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.,][0-9]{0,30})?)?' -%}
    {%- set zone = ' ?([Zz]|UTC|utc|GMT|gmt|[+-](0[0-9]|1[0-4])(:?[0-5][0-9])?)' -%}
    {#- Beyond microseconds digits are cut off. -#}
    {%- set plain = (
        "regexp_replace(replace(" ~ text ~ ", ',', '.'), '([.][0-9]{6})[0-9]+', '\\1')"
    ) -%}
    case
        when {{ recmart.matches_pattern(text, day ~ '([T ]' ~ time ~ ')?', is_whole=true) }}
            then cast({{ plain }} as timestamp)
        when {{ recmart.matches_pattern(text, day ~ '[T ]' ~ time ~ zone, is_whole=true) }}
            then cast({{ plain }} as timestamp with time zone) at time zone 'UTC'
    end
{%- endmacro %}
