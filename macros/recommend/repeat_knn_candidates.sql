{% macro repeat_knn_candidates(
    neighbours,
    repeats,
    users,
    popularity,
    exclusions,
    candidates=50,
    min_users=2,
    merchandising=none
) %}
    {%- do recmart.check_arguments('repeat_knn_candidates', {
        'neighbours': ['relation', neighbours],
        'repeats': ['relation', repeats],
        'users': ['relation', users],
        'popularity': ['relation', popularity],
        'exclusions': ['relation', exclusions],
        'candidates': ['integer', candidates],
        'min_users': ['integer', min_users],
        'merchandising': ['optional[relation]', merchandising],
    }) -%}
    {#- On one line, as the number of blocks is asked for in a comment. -#}
    {%- set likely = [
        '(select repeating.user_number, repeated.rank as item_rank, repeats.score from',
        repeats, 'as repeats inner join', users,
        'as repeating on repeats.user_id = repeating.user_id inner join', popularity,
        'as repeated on repeats.item_id = repeated.item_id)',
    ] | join(' ') -%}
    {{ recmart.user_knn_candidates(
        neighbours,
        likely,
        users,
        popularity,
        exclusions,
        candidates=candidates,
        min_users=min_users,
        amount='score',
        says='likely in the next basket of',
        merchandising=merchandising,
    ) }}
{% endmacro %}
