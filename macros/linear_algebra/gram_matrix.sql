{% macro gram_matrix(entries, row_id, column_id, value) %}
    {#- A'A of a sparse matrix A given as one row per cell: row_id, column_id, value,
        both triangles. Its eigenvectors are A's right singular vectors, the square
        roots of its eigenvalues A's singular values. -#}
    {%- do recmart.check_arguments('gram_matrix', {
        'entries': ['relation', entries],
        'row_id': ['string', row_id],
        'column_id': ['string', column_id],
        'value': ['string', value],
    }) -%}
    select
        entries.{{ column_id }} as row_id,
        other_entries.{{ column_id }} as column_id,
        {{ recmart.exact_sum('entries.' ~ value ~ ' * other_entries.' ~ value) }}
            as value
    from {{ entries }} as entries
    inner join {{ entries }} as other_entries
        on entries.{{ row_id }} = other_entries.{{ row_id }}
    group by entries.{{ column_id }}, other_entries.{{ column_id }}
{% endmacro %}
