{% macro csv_records(look) %}
    {#- The careful way to read a CSV file: its lines, joined where a quoted field goes
        over several, and split into fields. One row per record: line_number (of its first
        line), fields, is_unclosed, lines (how many it has). No window is over lines
        without a quote, and none at all where no field goes over a line. -#}
    {%- do recmart.check_arguments('csv_records', {
        'look': ['dict[string, any]', look],
    }) -%}
    {%- set mark = recmart.csv_mark(look.delimiter) -%}
    {%- set literal_mark = recmart.text_literal(mark) -%}
    {%- set has_quotes = look.dialect != 'plain' -%}
    {%- set grammar = recmart.csv_grammar(look.delimiter, look.dialect == 'backslash') -%}
    with

    numbered_lines as (

        {{ recmart.numbered_csv_lines(look) | indent(8) }}

    ),

    data_lines as (

        select
            line_number,
            {% if mark != look.delimiter -%}
            replace(line, {{ recmart.text_literal(look.delimiter) }}, {{ literal_mark }})
                as line
            {%- else -%}
            line
            {%- endif %}
        from numbered_lines
        where line_number > {{ look.header_end }}

    ),
    {% if has_quotes %}
    -- What a line does if it begins outside of a quoted field, and what inside of one.
    read_lines as (

        select
            line_number,
            {{ recmart.matches('line', grammar.opens) }} as is_opening,
            case
                when {{ recmart.matches('line', grammar.stays) }} then 'stays'
                when {{ recmart.matches('line', grammar.closes) }} then 'closes'
                when {{ recmart.matches('line', grammar.closes_and_opens) }}
                    then 'closes and opens'
                else 'breaks'
            end as inside
        from data_lines
        where contains(line, '"')

    ),

    -- A line that breaks a field is read as if it began outside: the field is unclosed.
    turning_lines as (

        select
            line_number,
            is_opening,
            inside,
            inside in ('stays', 'closes and opens')
                or (inside = 'breaks' and is_opening) as is_opening_inside
        from read_lines
        where is_opening or inside <> 'stays'

    ),

    -- Whatever went before, a line that does the same from outside and inside decides.
    parts as (

        select
            *,
            sum(case when is_opening = is_opening_inside then 1 else 0 end) over (
                order by line_number
            ) as part
        from turning_lines

    ),

    states as (

        select
            *,
            first_value(is_opening and is_opening_inside) over (
                partition by part
                order by line_number
            ) <> (
                sum(case when is_opening and not is_opening_inside then 1 else 0 end) over (
                    partition by part
                    order by line_number
                ) % 2 = 1
            ) as is_open_after
        from parts

    ),

    starts as (

        select
            *,
            is_open_after and (not was_open or inside = 'breaks') as is_start,
            sum(case when is_open_after and (not was_open or inside = 'breaks') then 1 end)
                over (order by line_number) as span
        from (
            select
                *,
                lag(is_open_after, 1, false) over (order by line_number) as was_open
            from states
        )

    ),

    spans as (

        select
            min(line_number) filter (is_start) as first_line,
            min(line_number) filter (was_open and inside = 'closes') as last_line
        from starts
        where span is not null
        group by span
        having last_line is not null

    ),

    placed_lines as (

        select
            data_lines.line_number,
            data_lines.line,
            case
                when data_lines.line_number <= spans.last_line then spans.first_line
            end as first_line
        from data_lines
        asof left join spans on data_lines.line_number >= spans.first_line

    ),

    records as (

        select
            first_line as line_number,
            string_agg(coalesce(line, ''), chr(10) order by line_number) as record,
            false as is_unclosed,
            count(line) as lines,
            bool_and(
                len(string_split(line, {{ literal_mark }})) = {{ look.columns | length }}
            ) as is_of_whole_lines
        from placed_lines
        where first_line is not null
        group by first_line

        union all

        select
            line_number,
            line as record,
            contains(line, '"') and {{ recmart.matches('line', grammar.opens) }}
                as is_unclosed,
            1 as lines,
            false as is_of_whole_lines
        from placed_lines
        where first_line is null and line is not null

    )
    {%- else %}
    records as (

        select
            line_number,
            line as record,
            false as is_unclosed,
            1 as lines,
            false as is_of_whole_lines
        from data_lines
        where line is not null

    )
    {%- endif %}

    select
        line_number,
        {% if has_quotes -%}
        case
            when contains(record, '"') and not is_unclosed
                then regexp_extract_all(
                    record || {{ literal_mark }},
                    {{ recmart.text_literal(grammar.field) }},
                    1
                )
            else string_split(record, {{ literal_mark }})
        end
        {%- else -%}
        string_split(record, {{ literal_mark }})
        {%- endif %} as fields,
        {% if has_quotes -%}
        contains(record, '"')
            and not {{ recmart.matches('record', grammar.strict_record) }}
        {%- else -%}
        false
        {%- endif %} as is_irregular,
        is_unclosed,
        is_of_whole_lines,
        lines
    from records
{%- endmacro %}


{% macro numbered_csv_lines(look) %}
    {%- if look.has_lone_ends -%}
    {#- Every CR and LF ends a line here, so empty ones say nothing. -#}
    select
        row_number() over () as line_number,
        line
    from {{ recmart.csv_lines(look, is_careful_of_ends=true) | indent(4) }}
    where line is not null
    {%- else -%}
    select
        row_number() over () as line_number,
        line
    from {{ recmart.csv_lines(look) | indent(4) }}
    {%- endif -%}
{% endmacro %}
