; 500 nm x 220 nm silicon wire (3.476) in oxide (1.444) at 1.55 um, for MPB: units of um.
; Run as: mpb res=200 strip.ctl. Prints the index as "index:, VALUE".
(define-param res 100)
(define-param omega (/ 1 1.55))
(set! resolution res)
(set! geometry-lattice (make lattice (size 3 2.5 no-size)))
(set! default-material (make dielectric (index 1.444)))
(set! geometry (list (make block (center 0 0 0) (size 0.5 0.22 infinity)
                           (material (make dielectric (index 3.476))))))
(set! num-bands 1)
(set! tolerance 1e-7)
(define k (car (find-k NO-PARITY omega 1 1 (vector3 0 0 1) 1e-6 (* omega 2.45) (* omega 1.5) (* omega 3.476))))
(print "index:, " (/ k omega) "\n")
