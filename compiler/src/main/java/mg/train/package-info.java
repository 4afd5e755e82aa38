/// Training: forward pass, backward pass and update compiled into one function, and the loop around it.
package mg.train;
