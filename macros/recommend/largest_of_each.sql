{% macro largest_of_each(relation, partition_by, item, score, n) %}
    {#- Neither a sort of all scores nor heaps of the largest would fit into memory.
        Counts by size tell where each partition's list ends; only what is of the last
        size is sorted. -#}
with

sized as (

    select
        {{ partition_by }},
        {{ item }},
        {{ score }},
        cast(floor(16 * ln(abs({{ score }}))) as integer) as size_class
    from {{ relation }}
    where {{ score }} != 0

),

size_classes as (

    select
        {{ partition_by }},
        size_class,
        count(*) as scores,
        sum(count(*)) over (
            partition by {{ partition_by }}
            order by size_class desc
            rows between unbounded preceding and current row
        ) as scores_so_far
    from sized
    group by {{ partition_by }}, size_class

),

last_classes as (

    select
        {{ partition_by }},
        size_class,
        {{ n }} - (scores_so_far - scores) as places
    from size_classes
    where scores_so_far >= {{ n }} and scores_so_far - scores < {{ n }}

),

of_last_class as (

    select
        sized.{{ partition_by }},
        sized.{{ item }},
        sized.{{ score }},
        last_classes.places,
        row_number() over (
            partition by sized.{{ partition_by }}
            order by abs(sized.{{ score }}) desc, sized.{{ item }}
        ) as place
    from sized
    inner join last_classes
        on
            sized.{{ partition_by }} = last_classes.{{ partition_by }}
            and sized.size_class = last_classes.size_class

)

select
    sized.{{ partition_by }},
    sized.{{ item }},
    sized.{{ score }}
from sized
left join last_classes
    on sized.{{ partition_by }} = last_classes.{{ partition_by }}
where coalesce(sized.size_class > last_classes.size_class, true)

union all

select
    {{ partition_by }},
    {{ item }},
    {{ score }}
from of_last_class
where place <= places
{% endmacro %}
