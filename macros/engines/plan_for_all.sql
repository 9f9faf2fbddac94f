{% macro plan_for_all() %}
    {#- Runs before a model is made: tells the engine's planner that all rows are meant. -#}
    {{ return(adapter.dispatch('plan_for_all', 'recmart')()) }}
{% endmacro %}


{% macro default__plan_for_all() %}{% endmacro %}


{% macro spark__plan_for_all() %}
    {#- It resolves a statement in rounds, some for each CTE that reads another, and gives up
        after 100, which lists in one model pass. -#}
    set spark.sql.analyzer.maxIterations = 1000
{% endmacro %}


{% macro postgres__plan_for_all() %}
    {#- It takes a join of joins for a few rows, and then loops over millions: joins are made
        in the order in which they stand. -#}
    set local enable_nestloop = off;
    set local join_collapse_limit = 1;
    set local from_collapse_limit = 1;
    set local work_mem = '256MB';
    set local jit = off
{% endmacro %}
