{#- A table that is filled block by block, one insert after another, so that no aggregate
    or window is ever larger than a block. The model marks with `block_of` where the
    block's condition stands and how many rows there are to divide; config
    `rows_per_block` says how many of them a block has. Everything is one transaction on a
    table of another name: what fails or is interrupted leaves the former table as it
    was. -#}
{% materialization table_by_block, adapter='duckdb' %}
    {%- set rows_per_block = config.get('rows_per_block', 16000000) -%}
    {%- if rows_per_block is not integer or rows_per_block < 1 -%}
        {{ exceptions.raise_compiler_error(
            model.name ~ ": rows_per_block is '" ~ rows_per_block
            ~ "', no whole number from 1 up."
        ) }}
    {%- endif -%}
    {%- set filled_relation = make_intermediate_relation(this.incorporate(type='table')) -%}

    {{ drop_relation_if_exists(load_cached_relation(filled_relation)) }}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}

    {%- set blocks = recmart.count_blocks(compiled_code, rows_per_block) -%}
    {%- set edges = recmart.edges_of_blocks(compiled_code, blocks) -%}
    {%- for block in range(blocks) -%}
        {%- set sql_of_block = recmart.sql_of_block(compiled_code, block, blocks, edges) -%}
        {%- call statement('main') -%}
            {%- if loop.first -%}
                {{ create_table_as(False, filled_relation, sql_of_block) }}
            {%- else -%}
                insert into {{ filled_relation }} by name ({{ sql_of_block }}
                )
            {%- endif -%}
        {%- endcall -%}
    {%- endfor -%}

    {{ return({'relations': [recmart.swapped_in(filled_relation)]}) }}
{% endmaterialization %}


{#- Engines that spill by themselves run the SQL once. -#}
{% materialization table_by_block, default %}
    {{ return(materialization_table_default()) }}
{% endmaterialization %}


{% materialization table_by_block, adapter='spark' %}
    {{ return(materialization_table_spark()) }}
{% endmaterialization %}


{% macro count_blocks(sql, rows_per_block) %}
    {%- set mark = modules.re.search(recmart.mark_of_block(), sql) -%}
    {%- if mark is none -%}
        {{ exceptions.raise_compiler_error(
            "table_by_block: the SQL has no block_of(...) to divide it by."
        ) }}
    {%- endif -%}
    {#- Of an empty table a mean is no number. -#}
    {#- A row of an aggregate takes some 60 bytes: with less memory blocks are smaller, as
        what spills takes twice as long. -#}
    {%- set found = run_query(
        "select case when isfinite(counted) then counted else 0 end, least("
        ~ rows_per_block
        ~ ", parse_formatted_bytes(current_setting('memory_limit')) // 128)"
        ~ " from (select cast(" ~ mark['rows'] ~ " as double) as counted)"
    ).rows[0] -%}
    {{ return([1, ((found[0] or 0) / found[1]) | round(0, 'ceil') | int] | max) }}
{% endmacro %}


{% macro edges_of_blocks(sql, blocks) %}
    {#- Of the rows up to a share F of all, counted from the lowest number, 1 - (1 - F)^2 of
        all pairs have the lower number. -#}
    {%- set mark = modules.re.search(recmart.mark_of_block(), sql) -%}
    {%- if not mark['pairs_of'] or blocks == 1 -%} {{ return([]) }} {%- endif -%}
    {%- set shares = [] -%}
    {%- for block in range(1, blocks) -%}
        {%- do shares.append(1 - (1 - block / blocks) ** 0.5) -%}
    {%- endfor -%}
    {{ return(run_query(
        "select unnest(quantile_disc(" ~ mark['column'].split('.') | last ~ ", " ~ shares
        ~ ")) from " ~ mark['pairs_of']
    ).columns[0].values() | list) }}
{% endmacro %}


{% macro sql_of_block(sql, block, blocks, edges=[]) %}
    {#- Of an equality DuckDB would expect the rows of one value of the column, and keep what
        a block joins in memory, not what it is joined with. -#}
    {%- set condition = 'hash(\\g<column>) % ' ~ blocks ~ ' is not distinct from ' ~ block
        if blocks > 1 else 'true' -%}
    {%- if edges -%}
        {%- set beyond = '\\g<column> > ' ~ edges[block - 1] -%}
        {%- set up_to = '\\g<column> <= ' ~ edges[block] -%}
        {%- set condition = up_to if block == 0 else beyond if block == blocks - 1
            else beyond ~ ' and ' ~ up_to -%}
    {%- endif -%}
    {{ return(modules.re.sub(recmart.mark_of_block(), condition, sql)) }}
{% endmacro %}
