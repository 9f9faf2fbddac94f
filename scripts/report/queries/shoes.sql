-- What is to be done for the customers of shoes.
select * from shoes.duties
