{% macro create_serving_layer() %}
    {{ return(adapter.dispatch('create_serving_layer', 'recmart')()) }}
{% endmacro %}


{% macro default__create_serving_layer() %}
    {#- Table macros are DuckDB's. -#}
{% endmacro %}


{% macro duckdb__create_serving_layer() %}
    {#- A backtest shows what could have been known; it is not what is served. Nor does a
        package serve. -#}
    {%- if execute and project_name == 'recmart'
        and var('as_of', '') | string == '' -%}
        {%- set domains = recmart.served_domains() -%}
        {%- for table_macro in [
            recmart.serve_popular(),
            recmart.serve_trending(),
            recmart.serve_similar(),
            recmart.serve_history(),
            recmart.serve_audience(),
            recmart.serve_recommend(domains),
            recmart.serve_score_items(domains),
            recmart.serve_rank_items(domains),
        ] if domains -%}
            {%- do run_query(table_macro) -%}
        {%- endfor -%}
    {%- endif -%}
{% endmacro %}
