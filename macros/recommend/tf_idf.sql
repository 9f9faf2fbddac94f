{% macro tf_idf(documents) %}
    {#- How much each term tells about a document: term frequency times inverse document
        frequency, each document's weights of length 1.

        documents: document_id, description. Result: one row per document and term with weight.
        A term is a run of two or more letters, digits or underscores, in lower case;
        idf = ln((1 + documents) / (1 + documents with the term)) + 1. These are the
        defaults of scikit-learn's TfidfVectorizer. -#}
    {%- do recmart.check_arguments('tf_idf', {
        'documents': ['relation', documents],
    }) -%}
with

documents as (

    select * from {{ documents }}

),

terms as (

    {{ recmart.document_terms('documents') | indent(4) }}

),

term_counts as (

    select
        document_id,
        term,
        count(*) as occurrences
    from terms
    group by document_id, term

),

all_documents as (

    select count(*) as documents from documents

),

term_idf as (

    select
        term_counts.term,
        ln(
            cast(1 + all_documents.documents as {{ recmart.type_double() }})
            / (1 + count(*))
        ) + 1 as idf
    from term_counts
    cross join all_documents
    group by term_counts.term, all_documents.documents

),

weighted as (

    select
        term_counts.document_id,
        term_counts.term,
        term_counts.occurrences * term_idf.idf as weight
    from term_counts
    inner join term_idf on term_counts.term = term_idf.term

),

lengths as (

    select
        document_id,
        sqrt({{ recmart.exact_sum('weight * weight') }}) as length
    from weighted
    group by document_id

)

select
    weighted.document_id,
    weighted.term,
    weighted.weight / lengths.length as weight
from weighted
inner join lengths on weighted.document_id = lengths.document_id
{% endmacro %}


{% macro document_terms(documents) %}
    {{ return(adapter.dispatch('document_terms', 'recmart')(documents)) }}
{% endmacro %}


{% macro default__document_terms(documents) -%}
    select
        document_id,
        {{ recmart.unnested_matches('lower(description)', '[\\p{L}\\p{N}_]{2,}') }} as term
    from {{ documents }}
{%- endmacro %}


{% macro spark__document_terms(documents) -%}
    select
        document_id,
        explode(
            regexp_extract_all(
                lower(description), {{ recmart.text_literal('[\\p{L}\\p{N}_]{2,}') }}, 0
            )
        ) as term
    from {{ documents }}
{%- endmacro %}
